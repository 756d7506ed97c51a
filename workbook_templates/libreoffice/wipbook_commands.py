"""The commands of wipbook as a menu and a toolbar: each works on the workbook of the window it was chosen in."""

import uno
import unohelper
import wipbook_office
from com.sun.star.frame import FeatureStateEvent, XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

SERVICE = "wipbook.libreoffice.Commands"
HANDLER = "com.sun.star.frame.ProtocolHandler"
PROTOCOL = "wipbook:"


class Commands(unohelper.Base, XDispatchProvider, XDispatch, XInitialization, XServiceInfo):
    """``wipbook:refresh`` and its kin, dispatched from the window ``frame``."""

    def __init__(self, context, *arguments):
        self._context, self._frame = context, None
        self.initialize(arguments)

    def initialize(self, arguments):
        if arguments:
            self._frame = arguments[0]

    def queryDispatch(self, url, target, flags):  # noqa: N802 - so UNO spells it
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests):  # noqa: N802
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url, arguments):
        """Run the command; whatever goes wrong ends in a message box, never in an exception."""
        try:
            wipbook_office.load()
            from wipbook.excel import press
            from wipbook.hosts.libreoffice.window import book_in_window

            command = url.Path.strip("/")
            given = self._asked_files() if command == "import" else ""
            if given is not None:
                press(command, book_in_window(self._context, self._frame), given=given)
        except Exception as error:  # noqa: BLE001 - the office would show nothing at all
            self._say(f"wipbook cannot do that here ({type(error).__name__}): {error}")

    def addStatusListener(self, listener, url):  # noqa: N802
        """Every command is there at any time: a button greyed out would not say why."""
        event = FeatureStateEvent()
        event.FeatureURL, event.Source, event.IsEnabled, event.Requery = url, self, True, False
        listener.statusChanged(event)

    def removeStatusListener(self, listener, url):  # noqa: N802
        return None

    def _asked_files(self):
        """The files to read, and a mapping if there is one, a line each; None when cancelled."""
        picker = self._create("ui.dialogs.FilePicker")
        picker.setTitle("Files to import, and their mapping (.toml) if there is one")
        picker.appendFilter("*.*", "*.*")
        picker.setMultiSelectionMode(True)
        chosen = picker.getSelectedFiles() if picker.execute() == 1 else ()
        return "\n".join(map(uno.fileUrlToSystemPath, chosen)) or None

    def _create(self, service):
        return self._context.ServiceManager.createInstanceWithContext("com.sun.star." + service, self._context)

    def _say(self, text):
        window = self._frame.getContainerWindow() if self._frame else None
        toolkit = self._create("awt.Toolkit")
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX")
        toolkit.createMessageBox(window, kind, 1, "wipbook", text).execute()

    def getImplementationName(self):  # noqa: N802
        return SERVICE

    def supportsService(self, name):  # noqa: N802
        return name == HANDLER

    def getSupportedServiceNames(self):  # noqa: N802
        return (HANDLER,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the office looks for this name
g_ImplementationHelper.addImplementation(Commands, SERVICE, (HANDLER,))
