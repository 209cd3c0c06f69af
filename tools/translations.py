"""Keep the French and the German of the interface: gather the English, merge, compile, check. English is the source.

    python tools/translations.py extract   print every message of the code and of the templates (as a POT file)
    python tools/translations.py update    merge it into locale/{fr,de}/LC_MESSAGES/django.po, then compile
    python tools/translations.py compile   write django.mo beside each django.po
    python tools/translations.py check     say what lacks, differs or is wrong; exit 1 when something does

Gathered are ``{% translate %}``, ``{% blocktranslate %}`` and ``_("...")`` in templates; gettext and its kin in Python;
the keys of the errors of ``pagus.errors``; the keys and remedies of notes on imports, of the API and of misses of FHIR.
Babel does it all: neither the machine that translates nor the one that installs needs Debian's gettext.
"""

from __future__ import annotations

import argparse
import sys

from babel.messages.pofile import write_po

from translating.catalogues import LANGUAGES, WIDTH, compile_all, is_whole, merged, messages, write
from translating.faults import faults, unmarked_words
from translating.gathering import UntranslatableKey, gather


def update() -> None:
    """Write both django.po anew: messages that are gone fall out, new ones come in empty."""
    template = gather()
    for language in LANGUAGES:
        fresh = merged(language, template)
        write(language, fresh)
        empty = sum(not is_whole(message) for message in messages(fresh))
        print(f"{language}: {len(messages(fresh))} messages, {empty} to translate")


def check() -> int:
    """Print every fault. Gives: 1 when there is one."""
    template = gather()
    found = [*faults(template), *(f"not marked for translation: {each}" for each in unmarked_words())]
    print("\n".join(found) if found else f"{len(messages(template))} messages, whole in {' and '.join(LANGUAGES)}")
    return 1 if found else 0


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["extract", "update", "compile", "check"])
    command = parser.parse_args().command
    if command == "check":
        return check()
    if command == "extract":
        write_po(sys.stdout.buffer, gather(), width=WIDTH, sort_by_file=True)
    elif command == "update":
        update()
    if command != "extract":
        compile_all()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UntranslatableKey as error:
        sys.exit(str(error))
