"""A child of `test_media`: runs verbs in a name space of its own in which media were mounted; one line of JSON each."""

import json
import sys
from pathlib import Path

from tests.cli.every_verb import ON_A_BOOK, call, words_for

if __name__ == "__main__":
    book, folder = Path(sys.argv[1]), Path(sys.argv[2])
    asked = [json.loads(line) for line in sys.stdin] or [words_for(verb, book, folder) for verb in ON_A_BOOK]
    for words in asked:
        code, answer, said = call(words)
        print(json.dumps({"words": words, "code": code, "answer": answer, "said": said}), flush=True)
