"""Chapter of the teams: who is sent to a village, who answers for which household, letters signed each year."""

from datetime import date

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.people import cadre_name
from fupin_desktop.duties.commands import end_responsibility, end_term
from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.duties.rules import CAPTAIN, DEPUTY, FIRST_SECRETARY, HELPER
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.sync.authority.vouching import hand_over
from fupin_desktop.team.model import ResponsibilityLetter, WorkTeam
from fupin_desktop.team.rules import VILLAGE_TEAM

SENT, LETTERS, REPLACED = date(2016, 5, 10), 2, (2017, 4)
_EACH = 7  # households of one cadre
_POSTS = ("村党支部书记", "村委会主任", "村委会委员", "镇包村干部")


def _month(county: County, desk: VillageDesk) -> None:
    today = county.today
    if not desk.cadres:
        _send(county, desk)
    if today.month == LETTERS:
        _sign(county, desk)
    if (today.year, today.month) == REPLACED and desk is county.villages[0]:
        _replace(county, desk)


def _send(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("team", desk.code)
    with desk.write("team.enter") as ledger:
        team = ledger.save(WorkTeam(division=desk.code, type=VILLAGE_TEAM, name=f"驻{desk.name}工作队", start=SENT))
        roles = {desk.secretary: _roles(desk), **{cadre_name(dice): ("member",) for _n in range(2)}}
        known = {name: _cadre(ledger, desk, name, held, team.id) for name, held in roles.items()}
        while len(known) * _EACH < len(desk.homes):
            if (name := cadre_name(dice)) not in known:
                known[name] = _cadre(ledger, desk, name, (), None, dice.choice(_POSTS))
        names = list(known)
        desk.cadres = names
        desk.responsible = {home.code: names[at % len(names)] for at, home in enumerate(desk.homes)}
        ledger.save_all(
            Responsibility(household=desk.home(ledger, code), cadre=known[name], role=HELPER, start=SENT)
            for code, name in desk.responsible.items()
        )
        leader = PlaceResponsibility(division=desk.code, role="town_leader", name=cadre_name(dice), start=SENT)
        ledger.save(leader.but(unit_name=f"{desk.place.town}党委", post="党委委员"))
    county.count(desk.code, "cadre", len(known))
    county.count(desk.code, "responsibility", len(desk.homes))
    county.count(desk.code, "work_team")


def _roles(desk: VillageDesk) -> tuple[str, ...]:
    return (FIRST_SECRETARY, DEPUTY) if desk.place.is_poor else (CAPTAIN, FIRST_SECRETARY)


def _cadre(
    ledger: Ledger, desk: VillageDesk, name: str, roles: tuple[str, ...], team: Dot | None, post: str = ""
) -> Dot | None:
    sent = Cadre(village_code=desk.code, name=name, unit_name=desk.place.unit if roles else desk.name)
    return make(ledger, sent.but(roles=roles, team=team, post=post or "驻村干部", start=SENT, party_member=True)).id


def _sign(county: County, desk: VillageDesk) -> None:
    with desk.write("letter.enter") as ledger:
        letter = ResponsibilityLetter(division=desk.code, level="town_village", year=county.today.year)
        ledger.save(letter.but(signers=("镇长", desk.secretary), signed_on=county.today))
    county.count(desk.code, "responsibility_letter")


def _replace(county: County, desk: VillageDesk) -> None:
    """The first secretary goes; another takes over the households and the laptop."""
    old, new = desk.secretary, cadre_name(county.dice.of("successor", desk.code))
    with desk.write("cadre.replace") as ledger:
        leaving = next(one for one in ledger.find(Cadre, name=old) if one.village_code == desk.code)
        duties = [one for one in ledger.find(Responsibility, cadre=leaving.id) if one.end is None]
        follows = Cadre(village_code=desk.code, name=new, unit_name=desk.place.unit, post="驻村干部", party_member=True)
        made = make(ledger, follows.but(roles=_roles(desk), team=leaving.team, start=county.today))
        end_term(ledger, leaving, county.today, "任期内单位工作调整")
        for duty in duties:
            end_responsibility(ledger, duty, county.today, "第一书记轮换")
        ledger.save_all(
            Responsibility(household=duty.household, cadre=made.id, role=HELPER, start=county.today) for duty in duties
        )
    county.count(desk.code, "cadre")
    county.count(desk.code, "responsibility", len(duties))
    desk.secretary = new
    desk.cadres = [new, *(name for name in desk.cadres if name != old)]
    desk.responsible = {code: new if name == old else name for code, name in desk.responsible.items()}
    if desk.is_laptop:
        hand_over(county.office.book, desk.book.identity.device.id, new, "first_secretary", "第一书记轮换")


CHAPTER = Chapter("teams", at_village=_month)
