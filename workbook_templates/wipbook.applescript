-- The buttons of wipbook in Excel for Mac. Which Python runs stands in the file beside this script, where programs in
-- Excel's sandbox cannot write; what is told comes in ASCII letters, digits, _ and | alone, and goes along quoted.
on press(told)
	set beside to "$HOME/Library/Application Scripts/com.microsoft.Excel/wipbook.python"
	do shell script "exec \"$(cat \"" & beside & "\")\" -E -P -m wipbook.excel.command " & quoted form of told & " > /dev/null 2>&1 &"
end press
