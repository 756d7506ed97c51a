"""What headers and files are called in languages other than English."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.words.spoken import (
    chinese,
    czech,
    danish,
    dutch,
    french,
    german,
    italian,
    japanese,
    korean,
    polish,
    portuguese,
    russian,
    spanish,
    swedish,
    turkish,
)

LANGUAGES = (
    german, french, spanish, italian, portuguese, dutch, polish, czech, swedish, danish, turkish, chinese,
    japanese, korean, russian,
)
