"""The pilot of one-to-one mentoring, whole: from the spreadsheet that runs a service to its report.

Everything is done by pressing through the pages, each person as who they are; what is set up before
is the organisation with its roles, and the weeks pass by the clock.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from alongside.foundation import clock
from browser.pilot import Pilot, filled_in, weeks
from browser.steps import PHONE, Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.a_minute]
RUTH, SAMUEL = "07700 900123", "07700 900456"


def test_from_the_spreadsheet_to_the_report(site: Site, tmp_path: Path) -> None:
    with weeks() as moment:
        pilot = Pilot(site, moment)
        _the_spreadsheet_comes_in(pilot, tmp_path)
        _a_patient_is_introduced(pilot)
        _she_is_accepted_and_says_what_matters(pilot)
        _a_volunteer_applies(pilot)
        _he_is_known_and_met(pilot)
        _he_is_trained(pilot)
        _two_people_say_yes(pilot)
        _cards_are_laid_and_one_is_chosen(pilot)
        own = _they_meet_four_times(pilot)
        _she_looks_back(pilot)
        _they_say_goodbye(pilot, own)
        _the_support_ends(pilot)
        _the_report_is_read(pilot)


def _the_spreadsheet_comes_in(pilot: Pilot, folder: Path) -> None:
    grace = pilot.be("Grace Adeyemi")
    grace.go("/measure/")
    grace.tick("Confidence in managing a long-term condition (SEMCD-6)")
    grace.press("Ask these")
    grace.at("Questions that we ask")
    grace.go("/interop/")
    grace.follow("Try a service's spreadsheet")
    grace.at("Start from the service's spreadsheet")
    with grace.page.expect_download() as fetched:
        grace.page.get_by_role("link", name="An example to fill in").click()
    grace.page.get_by_label("The spreadsheet", exact=True).set_input_files(
        filled_in(fetched.value.path(), folder)
    )
    grace.press("Try it")
    grace.at("our mentors.xlsx")
    grace.reads("This was a try", "A word here is not in our list")
    grace.press("Bring them in")
    grace.reads("Undo this import")
    grace.go("/today/")
    grace.at("Today")


def _a_patient_is_introduced(pilot: Pilot) -> None:
    ann = pilot.be("Dr Ann Field")
    ann.at("Introduce somebody")
    ann.fill("Name", "Ruth Mbeki")
    ann.tick("By text")
    ann.fill("Mobile number", "07700 900123")
    ann.tick("A mentor, one to one", "I read this to them, and they agreed")
    ann.page.get_by_text("Add details, if there is time").click()
    ann.fill("Why might it help them?", "New to tablets, and would like to eat well with little.")
    ann.choose("Condition", "Type 2 diabetes")
    ann.tick("I do not know how I would get there")
    ann.press("Send")
    ann.at("Sent")
    pilot.later(minutes=2)

    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("what was written", to=RUTH))
    ruth.at("It is on its way")
    ruth.reads("Dr Ann Field", "would like to eat well with little")


def _she_is_accepted_and_says_what_matters(pilot: Pilot) -> None:
    grace = pilot.be("Grace Adeyemi")
    grace.follow("New introductions")
    grace.at("Introductions")
    grace.follow("Ruth Mbeki")
    grace.at("Ruth Mbeki")
    grace.press("Accept, and support them")
    grace.at("Ruth Mbeki")
    pilot.later(minutes=2)

    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("what matters to you", to=RUTH))
    ruth.press("Begin")
    ruth.at("What matters to you")
    ruth.tick("Food and eating", "Just to talk", "Tuesday evening", "In person", "By phone")
    ruth.press("Save and go on")
    ruth.at("What matters to you")
    ruth.date(datetime(1968, 4, 27))
    ruth.fill("Where do you live?", "BS5")
    ruth.tick("Anybody")
    ruth.press("Save")
    ruth.at("We are looking for somebody for you")


def _a_volunteer_applies(pilot: Pilot) -> None:
    samuel = pilot.somebody(phone=True)
    samuel.go("/mentor/apply/")
    samuel.at("Could you be a mentor?")
    samuel.press("Apply")
    samuel.at("About you")
    samuel.fill("Your name", "Samuel Osei")
    samuel.fill("In which year were you born?", "1964")
    samuel.tick("By text")
    samuel.fill("Mobile number", "07700 900456")
    samuel.press("Continue")
    samuel.at("What you can share")
    samuel.fill("A few words about you", "Told in 2011. I cook for six and walk the dog.")
    samuel.tick("Type 2 diabetes", "Tablets", "Food and eating", "Just to talk")
    samuel.fill("What have you done that could help?", "I drove a bus for thirty years.")
    samuel.press("Continue")
    samuel.at("When and where")
    samuel.tick("Tuesday evening", "Thursday morning", "In person", "By phone")
    samuel.fill("Where do you live?", "BS5")
    samuel.press("Continue")
    samuel.at("Two people who know you")
    for number, name in enumerate(("Joan Ellis", "Kwame Boateng")):
        samuel.fill("Their name", name, number=number)
        samuel.fill("Their email address", f"referee{number}@example.org", number=number)
    samuel.press("Continue")
    samuel.at("Check your answers")
    samuel.press("Send")
    samuel.at("Thank you")


def _he_is_known_and_met(pilot: Pilot) -> None:
    pilot.later(minutes=2)
    for number in range(2):
        referee = pilot.somebody(phone=True)
        referee.go(pilot.message("short questions", to=f"referee{number}@example.org"))
        if not number:
            referee.at("Samuel named you")
        referee.fill("How long have you known them?", "Nine years")
        referee.fill("How do you know them?", "We sing in the same choir.")
        referee.tick("Yes")
        referee.press("Send")
        referee.reads("Thank you")

    grace = pilot.be("Grace Adeyemi")
    grace.follow("New volunteers")
    grace.at("Volunteers")
    grace.follow("Samuel Osei")
    grace.at("Samuel Osei")
    grace.follow("Go on with them")
    grace.press("Go on")
    grace.follow("We met")
    grace.at("We met")
    grace.date(clock.now())
    grace.press("Save")
    grace.follow("I saw it: Who you are")
    grace.at("Who you are")
    grace.tick("Papers")
    grace.date(clock.now())
    grace.press("Save")
    grace.follow("Questions about the role: Criminal record")
    grace.at("Criminal record")
    grace.press("Save")
    grace.reads("Not needed for this role.")


def _he_is_trained(pilot: Pilot) -> None:
    pilot.later(days=1)
    samuel = pilot.somebody(phone=True)
    samuel.go(pilot.message("The next steps", to=SAMUEL))
    samuel.at("Getting ready")
    samuel.follow("Training in seven subjects")
    samuel.at("Training")
    samuel.follow("Boundaries")
    samuel.at("Boundaries")
    samuel.press("I have read it")
    samuel.reads("It is written down that you have read it")

    pilot.later(weeks=1)
    grace = pilot.be("Grace Adeyemi")
    grace.go("/training/people/")
    grace.at("People in training")
    grace.follow("Samuel Osei")
    grace.at("Samuel Osei")
    for number in range(7):
        grace.follow("They were at a session")
        grace.tick_all()
        if not number:
            grace.at("Sessions")
        grace.press("Write it down")
        grace.reads("It is written down that they were there")
    for number in range(7):
        grace.follow("I saw that they can do it")
        grace.tick_all()
        if not number:
            grace.fill("What do you want to tell them? (optional)", "You let the silence stand.")
            grace.at("Skills that you saw")
        grace.press("I saw this")
        grace.reads("It is written down what you saw")
    grace.at("Samuel Osei")


def _two_people_say_yes(pilot: Pilot) -> None:
    samuel = pilot.somebody(phone=True)
    samuel.go(pilot.message("The next steps", to=SAMUEL))
    samuel.follow("Six lines to agree to")
    samuel.at("Six lines to agree to")
    samuel.press("I agree")
    samuel.reads("You agreed. Thank you.")
    for name in ("Grace Adeyemi", "Colin West"):
        one = pilot.be(name)
        for volunteer in ("Samuel Osei", "Meg Price"):
            one.go("/mentors/?which=preparing")
            one.follow(volunteer)
            one.follow("Say yes")
            one.press("Yes, they can start")
            one.reads("Your yes is noted.")
    one.at("Meg Price")
    pilot.later(days=1)
    samuel.go(pilot.message("you are ready to start", to=SAMUEL))
    samuel.at("You are ready")


def _cards_are_laid_and_one_is_chosen(pilot: Pilot) -> None:
    grace = pilot.be("Grace Adeyemi")
    grace.follow("Matches to decide")
    grace.at("Waiting for a mentor")
    grace.follow("Ruth Mbeki")
    grace.press("Lay cards before them")
    grace.at("Ruth Mbeki")
    grace.reads("What each choice costs others")
    pilot.later(minutes=2)

    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("for you to choose now", to=RUTH))
    ruth.at("Whom would you like to meet?")
    ruth.tick("Samuel")
    ruth.press("Send")
    ruth.at("We have asked Samuel")
    pilot.later(minutes=2)

    samuel = pilot.somebody(phone=True)
    samuel.go(pilot.message("Can you take this on?", to=SAMUEL))
    samuel.follow("Ruth would like to meet you")
    samuel.at("Ruth would like to meet you")
    samuel.tick("Yes")
    samuel.press("Send")
    samuel.at("You are ready")
    samuel.reads("07700 900123")
    pilot.later(minutes=2)
    ruth.go(pilot.message("you both said yes", to=RUTH))
    ruth.at("You and Samuel both said yes")
    ruth.reads("07700 900456")


def _they_meet_four_times(pilot: Pilot) -> str:
    grace = pilot.be("Grace Adeyemi")
    grace.go("/mentors/places/")
    grace.fill("Its name", "The library café")
    grace.fill("Its address", "Church Road, Bristol")
    grace.tick("Yes, no steps to the door or inside")
    grace.press("Put it on the list")
    grace.at("Places to meet")

    samuel = pilot.somebody(phone=True)
    own = pilot.message("both said yes", to=SAMUEL)
    samuel.go(own)
    samuel.follow("Your meetings")
    for number in range(4):
        samuel.follow("Plan an hour with Ruth")
        samuel.date(clock.now())
        samuel.fill("At what time?", "6pm")
        samuel.tick("An hour", "The library café")
        samuel.press("Save")
        samuel.reads("The library café", "Planned")
        if not number:
            samuel.at("6pm")
            _she_hears_of_it(pilot)
        pilot.later(hours=10)
        samuel.follow("We met: note it")
        assert samuel.page.viewport_size == PHONE
        samuel.tick("Food and eating", "Moved on", "None")
        if not number:
            samuel.at("You met Ruth")
        samuel.press("Save")
        samuel.reads("It is saved. Thank you.")
        pilot.later(days=7, hours=-10)
    samuel.reads("Meetings: 4")
    samuel.at("Your meetings")
    _she_is_asked(pilot)
    ann = pilot.be("Dr Ann Field")
    ann.follow("Whom you introduced")
    ann.at("Whom you introduced")
    ann.reads("Comes")
    return own


def _she_hears_of_it(pilot: Pilot) -> None:
    """She reads where they meet, says yes to how they work together, and writes a goal down."""
    pilot.later(minutes=2)
    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("You meet", to=RUTH))
    ruth.at("You and Samuel both said yes")
    ruth.reads("The library café")
    ruth.follow("How you work together")
    ruth.at("You and Samuel")
    ruth.press("I say yes to this")
    ruth.reads("Your yes is noted")
    ruth.follow("Your goals")
    ruth.press("Write a goal down")
    ruth.tick("Something to do or change")
    ruth.fill("What would you like to do or change?", "Cook a meal that the children eat too")
    ruth.press("Save")
    ruth.at("Your goals")


def _she_is_asked(pilot: Pilot) -> None:
    """The few questions of the service, on her phone."""
    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("A few short questions", to=RUTH))
    ruth.reads("Your coordinator can see your answers; your mentor cannot.")
    for group in ruth.page.get_by_role("group").all():
        group.get_by_role("radio").nth(4).check()
    ruth.press("Send my answers")
    ruth.reads("We have your answers.")


def _she_looks_back(pilot: Pilot) -> None:
    """Six weeks after they first met."""
    pilot.later(weeks=2, days=1)
    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("How is it going?", to=RUTH))
    ruth.at("How is it going?")
    ruth.reads("Cook a meal that the children eat too")
    ruth.tick("Carry on")
    ruth.press("Send")
    ruth.at("Thank you")


def _they_say_goodbye(pilot: Pilot, own: str) -> None:
    samuel = pilot.somebody(phone=True)
    samuel.go(own)
    samuel.follow("Pause, change or finish with Ruth")
    samuel.reads("Ruth said yes on")
    samuel.press("I say yes to this")
    samuel.tick("Finish our meetings well")
    samuel.press("Save")
    samuel.at("Finish your meetings with Ruth?")
    samuel.press("Begin to finish")
    samuel.at("Time to say goodbye to Ruth")
    samuel.fill("Would you like to write a few words?", "I shall miss the library café.")
    samuel.press("Save")
    pilot.later(minutes=2)

    ruth = pilot.somebody(phone=True)
    ruth.go(pilot.message("begin to finish", to=RUTH))
    ruth.at("You and Samuel begin to finish")
    ruth.follow("Say goodbye to Samuel")
    ruth.reads("You met 4 times", "I shall miss the library café.")
    ruth.press("We have said goodbye")
    ruth.at("You and Samuel have finished")


def _the_support_ends(pilot: Pilot) -> None:
    pilot.later(minutes=2)
    grace = pilot.be("Grace Adeyemi")
    grace.follow("Talks and next steps")
    grace.at("Talks and next steps")
    grace.reads("They finished with their mentor.")
    grace.go("/referrals/?which=attending")
    grace.follow("Ruth Mbeki")
    grace.at("Ruth Mbeki")
    grace.press("End it")
    grace.at("End the support")
    grace.tick("They got the support that they wanted")
    grace.press("End it")
    grace.reads("The support has ended.")
    pilot.later(minutes=2)
    _she_is_asked(pilot)
    ann = pilot.be("Dr Ann Field")
    ann.follow("Whom you introduced")
    ann.reads("They got the support that they wanted")


def _the_report_is_read(pilot: Pilot) -> None:
    grace = pilot.be("Grace Adeyemi")
    grace.go("/report/")
    grace.at("Report")
    grace.reads("True numbers, for the service alone")
    priya = pilot.be("Priya Nair")
    priya.at("Report")
    priya.reads("Numbers from 1 to 7 are not told")
    priya.page.emulate_media(media="print")
    assert len(priya.page.pdf(format="A4")) > 10_000
