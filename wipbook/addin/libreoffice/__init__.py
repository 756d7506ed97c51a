"""The LibreOffice extension: the functions as a Calc add-in, the commands as a menu and a toolbar."""
