"""The xlwings engine ``libreoffice``: a real ``xlwings.Book`` on a workbook that LibreOffice has open.

Importing this package registers nothing and needs no LibreOffice; its front door is
``wipbook.hosts.libreoffice.window``.
"""

ENGINE_NAME = "libreoffice"
