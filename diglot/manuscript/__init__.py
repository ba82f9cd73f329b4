"""The author's folders: which files are chapters, in which order and part, and which are not.

Knows names of files and folders, and the settings that list them; reads no chapter.
"""

from diglot.manuscript.files import ChapterFile, walk_files
from diglot.manuscript.order import Manuscript, manuscript_of
from diglot.manuscript.parts import part_label

__all__ = ["ChapterFile", "Manuscript", "manuscript_of", "part_label", "walk_files"]
