#!/usr/bin/env bash
# How the workbooks in this folder were made. It must be run with the first release: check its commit out (the last one
# before rooms/ came to be, see CHANGELOG) and let WIPBOOK name its command, as in: WIPBOOK="python -m wipbook.cli" bash make.sh
set -euo pipefail
cd "$(dirname "$0")"
w() { ${WIPBOOK:-wipbook} "$@"; }
rm -f job-shop.xlsx all-packs.xlsx
w new job-shop.xlsx
w import job-shop.xlsx --map mapping.toml rows
w refresh job-shop.xlsx || true
${PYTHON:-python} add_user_columns.py job-shop.xlsx
w refresh job-shop.xlsx || true
w sign job-shop.xlsx --as "Dana Kowal" --role Controller
w new all-packs.xlsx --with all
w import all-packs.xlsx --map mapping.toml rows
w refresh all-packs.xlsx || true
w audit all-packs.xlsx || true
w forecast all-packs.xlsx || true
rm -rf wipbook_backups
