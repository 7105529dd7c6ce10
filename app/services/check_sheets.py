# SPDX-License-Identifier: MIT
"""Papers that only the officer reads: what to keep to in an interview, point by point, to tick.

The words are the program's own, not the pack's; ids of questions and titles of cards come from the pack, and
what a pack does not have is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.forms_on_paper import CheckPoint, CheckSheet
from app.domain.moving import short_hash
from app.domain.pack import Pack
from app.domain.text import Wording
from app.i18n.mark import mark
from app.ids import CardId, ItemId, LangTag
from app.services.phrases import officers_words
from app.services.texts import Texts


@dataclass(frozen=True, slots=True)
class _Point:
    """Msgids: what is to be kept to, and what that means here."""

    title: str
    meaning: str


#: After the ten guiding standards of the WHO recommendations of 2003, in our own words.
STANDARDS: Final = (
    _Point(
        mark("Do no harm"),
        mark(
            "Take a possible harm for great until you know otherwise. Where talking could make things worse,"
            " do not begin, or stop."
        ),
    ),
    _Point(
        mark("Know the subject and weigh the risks"),
        mark(
            "Before it begins: what is known, who came along, what could happen to the person during the talk"
            " and after it."
        ),
    ),
    _Point(
        mark("Have help at hand; promise nothing you cannot keep"),
        mark(
            "Contacts are current and in the person's language. Nothing about status, money or the end of a"
            " case is said as if it were certain."
        ),
    ),
    _Point(
        mark("Choose and prepare interpreters and co-workers"),
        mark(
            "No relative, no other victim, nobody from the workplace or tied to the case. Secrecy is said"
            " aloud; the person may ask for another interpreter."
        ),
    ),
    _Point(
        mark("Keep secret who the person is and what was said"),
        mark(
            "Nobody can listen. The number of the record stands for the name; only what was agreed to, or"
            " what a law asks for, is passed on."
        ),
    ),
    _Point(
        mark("Explain, then ask for consent"),
        mark(
            "Who you are, what it is for, who will see it, and where secrecy ends. The person may leave out a"
            " question, rest and stop, and take consent back."
        ),
    ),
    _Point(
        mark("Listen to how the person sees the danger, and respect it"),
        mark(
            "The person often knows best what is dangerous. It is written down in the person's own words, and"
            " nothing is arranged against their wish except where a law demands it."
        ),
    ),
    _Point(
        mark("Do not hurt again; be ready for distress"),
        mark(
            "Only what is needed is asked, the hard questions late and never as a must. There are breaks, and"
            " somebody to turn to."
        ),
    ),
    _Point(
        mark("Be ready for an emergency"),
        mark(
            "It is known who is called, at night as well, when somebody is hurt, in danger or thinks of"
            " ending their life."
        ),
    ),
    _Point(
        mark("Put what was said to good use"),
        mark(
            "Who does what, and by when, is settled and told to the person. What helps others goes on without"
            " what tells who it was."
        ),
    ),
)


#: What the Coast Guard explains to victims: annual report on trafficking in persons 2020, 6(3).
EXPLAINED_AT_SEA: Final = (
    _Point(
        mark("How a criminal case runs"),
        mark(
            "From the report or the rescue to the investigation, the prosecutor and the court; what a victim"
            " can do and need not do. Help does not depend on giving evidence."
        ),
    ),
    _Point(
        mark("How the investigation stands"),
        mark(
            "What was done and what comes next, as far as it can be said. Who tells more, when, and by which"
            " safe way; or that the person wants to hear nothing."
        ),
    ),
    _Point(
        mark("Arrest and detention of those who are suspected"),
        mark(
            "Whether somebody is held, what a release would mean for safety, and how the person could learn"
            " of it. This is about the suspects, not about the person."
        ),
    ),
    _Point(
        mark("Rescue and help for victims"),
        mark(
            "A safe place, a doctor, a lawyer, money that is owed. There is help for men as well, and for"
            " whoever has no valid status."
        ),
    ),
    _Point(
        mark("What else can take a worry away"),
        mark(
            "Somebody beside the person, a screen or a video link in court, who sees the record, how to"
            " complain. Where the person goes today, and whom to call."
        ),
    ),
)


#: What a local liaison meeting goes through when a case was found: annual report 2020, 7(3).
LIAISON: Final = (
    _Point(
        mark("What is known"),
        mark(
            "How many persons, adults and children; languages; where they are now. By number, never by name."
        ),
    ),
    _Point(
        mark("Safety and a place to stay"),
        mark(
            "Who is in danger and from whom, who takes whom in and until when. No address on this sheet."
        ),
    ),
    _Point(
        mark("Health, interpreters, daily needs"),
        mark(
            "Doctor, counsellor, interpreters who know nobody of the case; food, faith, contact with the"
            " family."
        ),
    ),
    _Point(
        mark("Children"),
        mark(
            "Who tells the child guidance center, who listens once for all, who stays with the child."
        ),
    ),
    _Point(
        mark("Stay, lawyer, money that is owed"),
        mark("Which procedures are open to whom, which time limits run, who goes along."),
    ),
    _Point(
        mark("Investigation, and others who may be in danger"),
        mark(
            "What has to be done at once, what waits until the persons are safe. Nobody is heard twice on"
            " the same."
        ),
    ),
    _Point(
        mark("Wishes and consent"),
        mark(
            "What each person wants, and what may be passed on to whom. What was not agreed to is not told"
            " here."
        ),
    ),
    _Point(
        mark("Who does what, and when to meet again"),
        mark("One contact for each body, also at night; the next date."),
    ),
)


@dataclass(frozen=True, slots=True)
class CheckSheets:
    """Makes the sheets of one pack in the officer's language. ``texts`` fills names and dates."""

    pack: Pack
    texts: Texts
    reader: LangTag
    today: date

    def standards(self) -> CheckSheet:
        """The ten standards for an interview."""
        return CheckSheet(
            title=self._words(mark("Ten standards for the interview")),
            code=self._code("standards"),
            made_on=self.today,
            intro=(
                self._words(mark("Read it before the interview, tick it afterwards.")),
                self._words(
                    mark(
                        "They hold for women, men and children alike. No name stands on this sheet."
                    )
                ),
            ),
            fields=self._each(
                (mark("Record number"), mark("Date"), mark("Officer"), mark("Supervisor"))
            ),
            points=tuple(
                self._standard(point, items)
                for point, items in zip(STANDARDS, self.pack.papers.standards, strict=True)
            ),
            ticks=self._each((mark("kept"), mark("in part"), mark("not possible"))),
            remark=self._words(mark("Where it was not kept: why, and what was done instead")),
            source=self._words(
                mark(
                    "In our own words, after: World Health Organization, Ethical and safety recommendations"
                    " for interviewing trafficked women, 2003. The original counts. Standards 8 to 10 were"
                    " not compared with it yet."
                )
            ),
        )

    def explained_at_sea(self) -> CheckSheet:
        """The five topics that an officer of the Coast Guard explains to a victim."""
        return CheckSheet(
            title=self._words(mark("Coast Guard: five topics to explain to a victim")),
            code=self._code("coast-guard"),
            made_on=self.today,
            intro=(
                self._words(
                    mark("Explain in a language that the person understands, and tick it.")
                ),
                self._words(
                    mark(
                        "Say only what is settled. What cannot be said yet: say when, and by whom, it will"
                        " be. No name stands on this sheet."
                    )
                ),
            ),
            fields=self._each(
                (mark("Record number"), mark("Date"), mark("Officer"), mark("Interpreter"))
            ),
            points=tuple(
                self._topic(point, cards)
                for point, cards in zip(
                    EXPLAINED_AT_SEA, self.pack.papers.explained_at_sea, strict=True
                )
            ),
            ticks=self._each((mark("explained"), mark("understood"), mark("to be told later"))),
            remark=self._words(mark("What the person asked, and what has to be told later")),
            source=self._words(
                mark(
                    "The topics are those of the annual report on measures against trafficking in persons,"
                    " 2020, 6(3). Give the Coast Guard's own leaflet for victims of crime with it, in its"
                    " newest edition."
                )
            ),
        )

    def liaison(self) -> CheckSheet:
        """The agenda of a local liaison meeting, without names."""
        return CheckSheet(
            title=self._words(mark("Local liaison meeting: agenda without names")),
            code=self._code("liaison"),
            made_on=self.today,
            intro=(
                self._words(mark("For the bodies that meet when a case was found.")),
                self._words(
                    mark(
                        "No name, no address and nothing that tells who it is stands on this sheet."
                    )
                ),
            ),
            fields=self._each(
                (mark("Record numbers"), mark("Date"), mark("Place"), mark("Led by"))
            ),
            points=tuple(
                CheckPoint(self._words(point.title), (self._words(point.meaning),))
                for point in LIAISON
            ),
            ticks=self._each((mark("settled"), mark("still open"), mark("does not apply"))),
            remark=self._words(mark("Who was there, and who does what by when")),
            source=self._words(
                mark(
                    "Such meetings are named in the annual report on measures against trafficking in persons,"
                    " 2020, 7(3). The points are our own."
                )
            ),
        )

    def _topic(self, point: _Point, cards: tuple[CardId, ...]) -> CheckPoint:
        titles = [
            self.texts.officer(self.pack.cards[card].title, self.reader).text for card in cards
        ]
        form = self._words(mark("Cards in the person's language: {titles}"))
        named = Wording(form.lang, form.text.format(titles=" / ".join(titles)))
        return CheckPoint(
            self._words(point.title), (self._words(point.meaning),), named if titles else None
        )

    def _standard(self, point: _Point, asked: tuple[ItemId, ...]) -> CheckPoint:
        trace = self._words(mark("In the record: {items}"))
        told = Wording(trace.lang, trace.text.format(items=", ".join(asked)))
        return CheckPoint(
            self._words(point.title), (self._words(point.meaning),), told if asked else None
        )

    def _each(self, msgids: Iterable[str]) -> tuple[Wording, ...]:
        return tuple(self._words(msgid) for msgid in msgids)

    def _words(self, msgid: str) -> Wording:
        return officers_words(self.reader, msgid)

    def _code(self, kind: str) -> str:
        """Names the paper and the pack it was made from."""
        return f"{kind}-{self.reader}-{short_hash(self.pack.sha256)}"
