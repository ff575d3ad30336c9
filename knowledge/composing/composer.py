"""Chooses the kind of answer that a question gets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge import validity
from knowledge.citations import Numbering
from knowledge.composing import course_answers, course_lists, course_widening, facts, refusals
from knowledge.composing.contacts import contact_lines
from knowledge.composing.courses import MOST_LISTED
from knowledge.composing.extractive import about
from knowledge.composing.shelf import Shelf
from knowledge.composing.text import course_name
from knowledge.conversation import heavy_words, points_back
from knowledge.course_query import CourseQuery
from knowledge.dates import spell
from knowledge.judging import Verdict
from knowledge.models import Answer, Outcome
from knowledge.retrieval import Passage
from knowledge.sentences import split_sentences
from knowledge.signals import AGREEMENT, COURSE_NOUN, EARLIER, OTHER_ORGANISATION, VALIDITY, Asks, Intent
from knowledge.strangers import about_a_stranger, rests_on_a_stranger
from knowledge.understanding import Understanding
from knowledge.wording import say
from knowledge.words import content_words, words

# A question as short as this leaves too much unsaid to be a known one.
_FEW = 4
# With more content words than this a question says enough, even where each is an ordinary one.
_TELLING = 2


class Composer:
    """Composes answers from one open generation."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def compose(self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict, today: date) -> Answer:
        """The answer to an understood question, given what was found and whether it may carry an answer."""
        shelf = self._shelf.as_of(today)
        if shelf is not self._shelf:  # the day lies before the newest record
            known = tuple(course for course in asked.courses if course in shelf.catalogue.courses)
            return Composer(shelf).compose(replace(asked, courses=known), passages, verdict, today)
        special = self._special(asked, passages, verdict, today)
        if special:
            return special
        if asked.intent is Intent.CONTACT:
            if asked.strange and verdict is Verdict.REFUSE and not self._shelf.named_door(asked):
                return self._refuse(asked)
            if answer := self._contact(asked, passages, verdict):
                return answer
        return self._from_passages(asked, passages, verdict, today)

    def _special(
        self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict, today: date
    ) -> Answer | None:
        """Answers that need more, or less, than the passages; None for an ordinary question."""
        if declined := self._declined(asked, passages, verdict):
            return declined
        if self._asks_validity(asked):
            return self._validity(asked, today)
        if asked.courses:
            return self._one_course(asked, passages, today)
        if _is_underspecified(asked, passages, verdict):
            return refusals.clarify(asked.language)
        if asked.intent is Intent.COURSE_SEARCH:
            return self._course_search(asked, passages, verdict, today)
        return None

    def _declined(self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict) -> Answer | None:
        """What Brobygger does not tell, whatever was found."""
        if asked.intent is Intent.PRIVATE:
            return self._refuse(asked, say(asked.language, "private"))
        if asked.intent is Intent.ADVICE:
            return self._advice(asked, passages, verdict)
        if self._asks_others(asked) and not asked.courses:
            return self._refuse(asked, say(asked.language, "refused_other"))
        if asked.unknown_code and not asked.courses:
            return course_answers.unknown_code(asked.unknown_code, asked, self._shelf)
        return None

    def _from_passages(
        self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict, today: date
    ) -> Answer:
        if verdict is Verdict.REFUSE or asked.unknown_names:
            unsaid = not asked.question.history and points_back(asked.corrected) and not heavy_words(asked.corrected)
            return refusals.clarify(asked.language) if unsaid else self._refuse(asked)
        if asked.strange and COURSE_NOUN.search(asked.corrected.casefold()) and passages[0].known < facts.SURE:
            return self._refuse(asked)
        best = self._shelf.course(passages[0].chunk)
        if best:
            return course_answers.one_course(best, asked, passages, self._shelf, today)
        return facts.from_facts(asked, passages, self._shelf, today) or self._refuse(asked)

    def _course_search(
        self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict, today: date
    ) -> Answer:
        query, catalogue = asked.course_query, self._shelf.catalogue
        found = catalogue.find(query, today)
        if found:
            return course_lists.course_list(found, asked, self._shelf, today, asked.shown * MOST_LISTED)
        may_be_near = verdict is Verdict.ANSWER or asked.question.scope == "courses"
        if may_be_near and not asked.unknown_names and (near := catalogue.about_parts(query, today)):
            listed = course_lists.course_list if query.is_either else course_widening.partial_list
            return listed(near, asked, self._shelf, today)
        known_topic = not query.topic or any(catalogue.about(catalogue.courses, p, "nb") for _, p in query.parts)
        held_back = known_topic and self._is_held_back(query, today)
        # The facts about courses in general say nothing of a subject that no source has.
        if verdict is Verdict.REFUSE or asked.unknown_names or held_back or asked.strange:
            return self._no_course(asked, today)
        return self._from_passages(asked, passages, verdict, today)

    def _no_course(self, asked: Understanding, today: date) -> Answer:
        """That there is no such course, and which filter to drop."""
        line, options = course_widening.nothing(asked, self._shelf, today)
        refused = self._refuse(asked, line)
        return replace(refused, options=options, computed=(*refused.computed, line))

    def _is_held_back(self, query: CourseQuery, today: date) -> bool:
        """Whether a filter, rather than the topic, leaves nothing."""
        others = [name for name in query.filters if name != "topic"]
        return query.is_wish or any(self._shelf.catalogue.find(query, today, (name,)) for name in others)

    def _contact(self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict) -> Answer | None:
        doors = [door for _, door in self._shelf.doors(asked)]
        strange = any(about(asked.corrected, asked.strange) for about in (about_a_stranger, rests_on_a_stranger))
        if not doors or asked.unknown_names or strange:
            return None
        if self._is_renamed_without_a_door(asked):
            return None
        language, numbering = asked.language, Numbering()
        lines, shown = contact_lines(doors, self._shelf.record_chunks, numbering, language)
        near = about(facts.only_facts(passages[:3]), asked.names) if verdict is Verdict.ANSWER else []
        told = facts.tell(facts.sentences_for(near, asked, self._shelf, most=2), numbering)
        return Answer(
            Outcome.ANSWERED,
            language,
            "\n".join([say(language, "contact_lead"), *lines, *told]),
            citations=numbering.all(),
            contacts=shown,
            intent=Intent.CONTACT.value,
        )

    def _is_renamed_without_a_door(self, asked: Understanding) -> bool:
        """Whether "og X?" asks after another's door for something that has none."""
        renamed = asked.leaning and asked.about.casefold() not in asked.corrected.casefold()
        return renamed and bool(asked.names) and not self._shelf.named_door(asked)

    def _one_course(self, asked: Understanding, passages: Sequence[Passage], today: date) -> Answer:
        course = asked.courses[0]
        if course_answers.are_together(asked, self._shelf):
            untold = all(course_answers.is_silent_on(c, asked, passages, self._shelf) for c in asked.courses)
            if untold and not course_answers.is_comparing(asked):
                return course_answers.silent(course, asked, self._shelf)
            return course_answers.several_courses(asked, self._shelf, today)
        if course_answers.is_silent_on(course, asked, passages, self._shelf):
            return course_answers.silent(course, asked, self._shelf)
        return course_answers.one_course(course, asked, passages, self._shelf, today)

    @staticmethod
    def _asks_others(asked: Understanding) -> bool:
        """Something that somebody else than NTNU has: courses, prices, people."""
        lowered = asked.question.text.casefold()
        wants = bool(COURSE_NOUN.search(lowered) or asked.asks & {Asks.PRICE, Asks.DEADLINE})
        named = [m.group() for m in OTHER_ORGANISATION.finditer(lowered)]
        own = asked.names - set(words(" ".join(named)))
        wants |= bool(asked.asks & {Asks.WHO, Asks.COUNT}) and not own and not AGREEMENT.search(lowered)
        return (
            bool(wants and named)
            and "ntnu" not in lowered
            and asked.course_query.place not in [n.capitalize() for n in named]
        )

    def _asks_validity(self, asked: Understanding) -> bool:
        if self._shelf.period is None or asked.intent not in (Intent.QUESTION, Intent.CONTACT):
            return False
        lowered = asked.corrected.casefold()
        spoken = f"{lowered} {asked.about}".casefold()
        own = (
            lowered.replace(asked.about.casefold(), " ") if asked.about else lowered
        )  # "den gjeldende avtalen" asks for nothing
        return (
            not asked.names
            and bool(AGREEMENT.search(spoken))
            and bool(VALIDITY.search(own))
            and not EARLIER.search(lowered)
        )

    def _validity(self, asked: Understanding, today: date) -> Answer:
        period, language, numbering = self._shelf.period, asked.language, Numbering()
        assert period is not None
        source = period.provenance
        state = validity.status(source, validity.asked_moment(asked.corrected, today))
        n = numbering.cite(period)
        end = source.valid_to or ""
        span = {"start": spell(source.valid_from or end, language), "end": spell(end, language)}
        quote = next(s for s in split_sentences(period.text) if validity.states_period(s))
        lines = [
            say(language, state.value, n=n, **span),
            say(language, "validity_text", quote=quote, n=n),
            *([say(language, "validity_ask")] if state is validity.Status.OVER else []),
        ]
        return Answer(
            Outcome.ANSWERED,
            language,
            "\n".join(lines),
            citations=numbering.all(),
            intent=Intent.VALIDITY.value,
        )

    def _advice(self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict) -> Answer:
        first, numbering = say(asked.language, "advice"), Numbering()
        if verdict is Verdict.REFUSE:
            return self._refuse(asked, first)
        told = facts.tell(facts.sentences_for(facts.only_facts(passages), asked, self._shelf, most=2), numbering)
        text = "\n".join([first, say(asked.language, "advice_nearby"), *told])
        return Answer(Outcome.REFUSED, asked.language, text, citations=numbering.all(), intent=Intent.ADVICE.value)

    def _refuse(self, asked: Understanding, first_line: str | None = None) -> Answer:
        language, private = asked.language, asked.intent is Intent.PRIVATE
        if first_line is None:
            unknown = ", ".join(asked.unknown_names)
            first_line = say(language, "refused_unknown", names=unknown) if unknown else say(language, "refused")
        doors = [door for score, door in self._shelf.doors(asked) if private or score > facts.NEAR_DOOR]
        named_party = {"ntnu", "nho"} & set(words(asked.corrected))
        if private or (not doors and named_party):
            doors = self._shelf.official_doors(asked)
        return refusals.refused(
            first_line,
            language,
            contacts=doors,
            chunks=self._shelf.record_chunks,
            intent=asked.intent,
            echoed=(asked.question.text, *(course_name(course, language) for course in asked.courses)),
        )


def _is_underspecified(asked: Understanding, passages: Sequence[Passage], verdict: Verdict) -> bool:
    """A question about a deadline, a price or a place of nothing in particular, that is no known one."""
    known = verdict is Verdict.ANSWER and bool(passages) and passages[0].known >= facts.SURE
    telling = verdict is Verdict.ANSWER and len(content_words(asked.corrected)) > _TELLING
    if telling or (known and len(words(asked.corrected)) > _FEW):
        return False
    kinds = asked.asks & {Asks.DEADLINE, Asks.MONEY, Asks.PRICE, Asks.DURATION, Asks.PLACE, Asks.CREDITS, Asks.WHEN}
    subject = heavy_words(asked.corrected)
    settled = asked.courses or asked.names or asked.question.scope or asked.about
    searching = asked.intent is Intent.COURSE_SEARCH and asked.course_query.is_wish
    if settled or searching or (subject and asked.course_query.is_filtered):
        return False
    return (bool(kinds) and not subject) or (points_back(asked.corrected) and not subject)
