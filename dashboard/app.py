"""The dashboard's entry: who may see which page, and one place where an error becomes a sentence."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analyzer.errors import AnalyzerError, RefusedError
from analyzer.people import may
from dashboard import care, followed, login
from dashboard.components import entrance, notes
from dashboard.screens import SCREENS, Screen

st.set_page_config(page_title="Forum analyzer", layout="wide", menu_items={"About": None})
st.html(Path(__file__).with_name("style.css"))
visit = login.visit()
person = visit.person
shown = [screen for screen in SCREENS if person is not None and may(person, screen.asks)]
first = shown[0] if shown else SCREENS[0]


def _page(screen: Screen, *, is_start: bool = False) -> StreamlitPage:
    is_listed = screen.is_listed and screen in shown and (is_start or screen is not first)
    return st.Page(
        f"screens/{screen.name}.py",
        title=f"{screen.title}",
        url_path="start" if is_start else screen.name,
        default=is_start,
        visibility="visible" if is_listed else "hidden",
    )


# All pages have their address, also for who may not see them: who follows a link is told why, and not that nothing is
# there. The first has two, for the page that Streamlit starts with is shown at the root alone.
pages = [(first, _page(first, is_start=True)), *((screen, _page(screen)) for screen in SCREENS)]
page = st.navigation([one for _, one in pages], position="top" if shown else "hidden")
screen = next(screen for screen, one in pages if one is page)


def _followed() -> str:
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    return followed.address(screen, query, is_root=page is pages[0][1])


try:
    if person is None:
        entrance.come_in(visit, _followed())
    else:
        entrance.stands_by(person)
        if not person.roles:
            entrance.without_roles(visit, person)
        elif screen not in shown:
            entrance.not_for(person, screen.title)
        else:
            if care.look().quiet:
                st.html(Path(__file__).with_name("quiet.css"))
            page.run()
except RefusedError as error:
    entrance.refused(person, screen.title, error)
except AnalyzerError as error:
    notes.refused(str(error))
