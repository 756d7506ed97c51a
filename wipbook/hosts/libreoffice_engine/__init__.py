"""The xlwings engine ``libreoffice``: a real ``xlwings.Book`` on a workbook that LibreOffice has open.

Importing this package registers nothing and needs no LibreOffice; ``wipbook.hosts.libreoffice`` is its front door.
"""

ENGINE_NAME = "libreoffice"
