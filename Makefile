# The targets CI uses; `make help` lists them.
.PHONY: help install test heavy lint template addin docs pictures bench ci

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

install: ## install with everything developers need
	python -m pip install -e ".[dev]"

test: ## run the suite
	python -m pytest -n auto --dist loadfile

heavy: ## run what is not in the suite: LibreOffice, a manufacturer, Wine, databases, fuzzing, soaking
	python -m pytest -m heavy

lint: ## ruff, mypy, the import contract, generated pages
	ruff check .
	mypy
	lint-imports
	python docs/build.py --check

template: ## build workbook_templates/wipbook.xlsx from schema and sheets
	python -m workbook_templates.build

addin: ## build workbook_templates/wipbook.xlam from its text sources and the custom functions
	wipbook addin build

docs: ## write the generated pages
	python docs/build.py

pictures: ## render the demo's sheets to docs/pictures (needs soffice, pdftoppm)
	python docs/pictures.py

bench: ## measure against the named peers; writes docs/benchmarks.md
	python -m benchmarks.run

ci: ## everything CI does
	bash .ci/run
