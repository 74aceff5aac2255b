"""What each action does: the one table from an action's id to the code behind it.

It stands beside the registry in `actions`; a test holds the two to the same ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.screens.reader import ReaderScreen

    Deed = Callable[[int], object]

MOTIONS = frozenset(("down", "up", "page_down", "page_up", "half_down", "half_up", "top", "bottom"))


def deeds(screen: ReaderScreen) -> Mapping[str, Deed]:
    """Every action of the registry as a function of its count; off where it is off in a page."""
    off = {action.id: action.off_in_page for action in screen.keymap.actions if action.off_in_page}
    return {
        **_motions(screen),
        **_papers(screen),
        **_several(screen),
        **_focus(screen),
        **_finding(screen),
        **_looks(screen),
        **_app(screen),
        **_own(screen),
        **({name: _refusal(screen, why) for name, why in off.items()} if screen.in_page else {}),
    }


def _refusal(screen: ReaderScreen, why: str) -> Deed:
    return lambda _: screen.say(why)


def _own(screen: ReaderScreen) -> dict[str, Deed]:
    def run(action_id: str) -> Deed:
        return lambda _: screen.running.own(action_id)

    return {action.id: run(action.id) for action in screen.keymap.own}


def _motions(screen: ReaderScreen) -> dict[str, Deed]:
    panes = screen.panes

    def motion(scope: str, verb: str) -> Deed:
        if scope == "list":
            return lambda count: screen.moving.by(verb, count)
        return lambda count: panes[scope].move(verb, count)

    named = (action.id.split(".") for action in ACTIONS)
    return {
        f"{scope}.{verb}": motion(scope, verb)
        for scope, verb in named
        if scope in panes and verb in MOTIONS
    }


def _papers(screen: ReaderScreen) -> dict[str, Deed]:
    moving, marking = screen.moving, screen.marking
    return {
        "paper.star": lambda count: marking.toggle("star", count),
        "paper.read": lambda count: marking.toggle("read", count),
        "paper.dismiss": lambda count: marking.toggle("dismiss", count),
        "paper.later": lambda count: marking.toggle("later", count),
        "paper.dismiss_why": lambda count: screen.reasoning.ask_reason(count),  # noqa: PLW0108
        "paper.later_until": lambda _: screen.reasoning.ask_day(),
        "paper.tag": lambda _: screen.asking.tags(),
        "paper.note": lambda _: screen.asking.note(),
        "paper.note_edit": lambda _: screen.noting.edit(),
        "paper.open": lambda _: moving.open_outside("abs"),
        "paper.open_pdf": lambda _: moving.open_outside("pdf"),
        "paper.open_code": lambda _: moving.open_outside("code"),
        "paper.links": lambda _: screen.linking.links(),
        "paper.copy_link": lambda _: screen.copying.links(),
        "paper.copy_title": lambda _: screen.copying.titles(),
        "paper.copy_bibtex": lambda _: screen.copying.bibtex(),
        "list.open": lambda _: moving.open(),
        "list.next_unread": lambda _: moving.next_unread(1),
        "list.previous_unread": lambda _: moving.next_unread(-1),
        "paper.like": lambda _: screen.advising.like(),
        "paper.why": lambda _: screen.advising.why(),
        "day.start": lambda _: screen.days.start_here(),
        "detail.scroll": lambda _: moving.scroll_paper(),
        "detail.next_match": lambda _: screen.detail.next_match(1),
        "detail.previous_match": lambda _: screen.detail.next_match(-1),
        "detail.close": lambda _: screen.go_to("list"),
    }


def _several(screen: ReaderScreen) -> dict[str, Deed]:
    return {
        "select.toggle": screen.selecting.toggle,
        "select.range": lambda _: screen.selecting.range(),
        "select.all": lambda _: screen.selecting.all(),
        "select.query": lambda _: screen.asking.select(),
    }


def _focus(screen: ReaderScreen) -> dict[str, Deed]:
    return {
        "focus.open": lambda _: screen.focusing.enter(),
        "focus.reveal": lambda _: screen.focusing.pane.reveal_abstract(),
        "focus.scroll_back": lambda _: screen.focusing.pane.move("page_up", 1),
        "focus.keep": lambda _: screen.focusing.decide("keep"),
        "focus.read": lambda _: screen.focusing.decide("read"),
        "focus.skip": lambda _: screen.focusing.decide("skip"),
        "focus.later": lambda _: screen.focusing.decide("later"),
        "focus.next": lambda _: screen.focusing.on(),
        "focus.back": lambda _: screen.focusing.back(),
        "focus.close": lambda _: screen.focusing.close(),
    }


def _finding(screen: ReaderScreen) -> dict[str, Deed]:
    finding = screen.finding

    def view(number: int) -> Deed:
        return lambda _: screen.choosing.show_view(number)

    return {
        "search.focus": lambda _: finding.focus(),
        "search.clear": lambda _: finding.clear(),
        "search.correct": lambda _: finding.correct(),
        "search.accept": lambda _: finding.accept(),
        "search.cancel": lambda _: finding.cancel(),
        "search.older": lambda _: screen.search_bar.recall(-1),
        "search.newer": lambda _: screen.search_bar.recall(1),
        "filter.focus": lambda _: screen.go_to("filter"),
        "filter.choose": lambda _: screen.filter.choose(),
        "filter.remove": lambda _: screen.marking.remove_view(screen.filter.entry),
        "filter.close": lambda _: screen.go_to("list"),
        "view.back": screen.browsing.back,
        "view.forward": screen.browsing.forward,
        "view.leave": lambda _: screen.browsing.leave(),
        "view.refresh": lambda _: finding.refresh(),
        "feeds.fetch": lambda _: screen.fetching.fetch(),
        "view.sort": lambda _: screen.choosing.next_sort(),
        "view.turn": lambda _: screen.choosing.turn(),
        "view.save": lambda _: screen.asking.view(),
        **{f"view.{number}": view(number) for number in range(1, 10)},
    }


def _looks(screen: ReaderScreen) -> dict[str, Deed]:
    return {
        "looks.density": lambda _: screen.looking.next_density(),
        "looks.dates": lambda _: screen.looking.next_dates(),
        "looks.theme": lambda _: screen.looking.next_theme(),
        "looks.wider": screen.looking.widen,
        "looks.narrower": lambda count: screen.looking.widen(-count),
        "looks.filters": lambda _: screen.looking.toggle_filters(),
        "looks.paper": lambda _: screen.looking.toggle_paper(),
    }


def _app(screen: ReaderScreen) -> dict[str, Deed]:
    from tui.screens.suspending import suspend

    marking = screen.marking
    return {
        "app.undo": marking.undo,
        "app.redo": marking.redo,
        "app.jump": lambda _: screen.jumping.begin(),
        "app.next_pane": lambda _: screen.next_pane(1),
        "app.previous_pane": lambda _: screen.next_pane(-1),
        "app.export": lambda _: screen.asking.export(),
        "app.command": lambda _: screen.commanding.open(),
        "app.palette": lambda _: screen.app.action_command_palette(),
        "app.overview": lambda _: screen.advising.overview(),
        "app.tour": lambda _: screen.touring.begin(),
        "app.help": lambda _: screen.asking.help(),
        "app.suspend": lambda _: suspend(screen),
        "app.quit": lambda _: screen.app.exit(),
    }
