"""Everything a person can do, in one table: keys, palette and footer are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Action:
    """name: the app's method is action_NAME. label: in the footer. says: in the palette.

    is_for_hits: its key works in the results, since in the prompt it is a letter.
    """

    name: str
    key: str
    label: str
    says: str
    is_in_footer: bool = True
    is_priority: bool = False
    is_for_hits: bool = False

    @property
    def binding(self) -> Binding:
        """The key, which can be moved by the user's keymap under the action's name."""
        return Binding(
            self.key,
            f"app.{self.name}",
            self.label,
            show=self.is_in_footer,
            priority=self.is_priority,
            id=self.name,
            tooltip=self.says,
        )


ACTIONS = (
    Action("show_help_panel", "f1", "Help", "Show the keys of what is focused."),
    Action("talk", "f2", "Talk", "Speak what you are looking for; the same key again when done."),
    Action("refine", "f3", "Refine", "Keep what was asked: the next words are added to it."),
    Action("undo", "f4", "Undo", "Go back to the question before this one."),
    Action("start_over", "f5", "New", "Forget this conversation and begin another."),
    Action("filter", "f6", "Filter", "Narrow by price, category, brand or stock: price<40."),
    Action("next_theme", "f7", "Theme", "Dark, light, high contrast, and round again.", False),
    Action("new_customer", "ctrl+t", "New customer", "Open a tab for one more customer.", False),
    Action(
        "next_customer",
        "ctrl+pagedown",
        "Next customer",
        "Show the next customer's tab.",
        False,
        True,
    ),
    Action(
        "prior_customer",
        "ctrl+pageup",
        "Previous customer",
        "Show the tab of the customer before.",
        False,
        True,
    ),
    Action("close_customer", "f12", "Close customer", "Close this customer's tab.", False),
    Action("notes", "ctrl+o", "Notes", "Write the customer's name and notes.", False),
    Action("export", "ctrl+s", "Export", "Write this conversation as Markdown and JSON.", False),
    Action("log", "ctrl+l", "Log", "Read and copy what happened since the start.", False),
    Action("catalogue", "f8", "Catalogue", "See what the store holds, and add products.", False),
    Action("models", "f9", "Models", "Choose models, device and microphone; test it.", False),
    Action("similar", "s", "Similar", "Show what is like the chosen product.", is_for_hits=True),
    Action(
        "bought_together",
        "b",
        "Together",
        "Show what is bought together with the chosen product.",
        False,
        is_for_hits=True,
    ),
    Action("good", "plus", "Good", "Mark the chosen product as right.", is_for_hits=True),
    Action("bad", "minus", "Bad", "Mark the chosen product as wrong.", is_for_hits=True),
    Action("narrow", "slash", "Narrow", "Keep of what is shown what has a word.", is_for_hits=True),
    Action("reply", "r", "Reply", "Copy a saved reply about the product.", is_for_hits=True),
    Action("copy_id", "c", "Copy id", "Copy the chosen product's id.", is_for_hits=True),
    Action("copy_link", "l", "Copy link", "Copy the chosen product's link.", is_for_hits=True),
    Action(
        "thumbnails", "p", "Pictures", "Pictures in the list, or none.", False, is_for_hits=True
    ),
    Action(
        "next_picture",
        "right,right_square_bracket",
        "Next picture",
        "Show the product's next picture.",
        False,
        is_for_hits=True,
    ),
    Action(
        "prior_picture",
        "left,left_square_bracket",
        "Previous picture",
        "Show the product's picture before this one.",
        False,
        is_for_hits=True,
    ),
    Action("jump", "ctrl+n", "Jump", "Show a letter on every place; it leads there.", False),
    Action("clear", "escape", "Clear", "Stop talking, or empty the prompt.", False),
    Action("quit", "ctrl+q", "Quit", "Leave; conversations are kept.", True, True),
)
