"""What word processors, web offices and web pages put on the clipboard, written for these tests, and what is kept."""

from pathlib import Path

NAMES = ("word", "libreoffice", "office_on_the_web")  # all of their text is text; a web page has more around it
FOLDER = Path(__file__).parent


def pasted(name):
    return (FOLDER / f"{name}.html").read_text()


def kept(name):
    return (FOLDER / f"{name}.clean.html").read_text().replace("\n", "")
