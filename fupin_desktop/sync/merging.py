"""Merging (导入合并): every check in its order, then one transaction a bundle (sync.md §3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.clock import pack
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.system.collector import collector_off
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.sync.authority.roster import Roster, Statement, keys_told
from fupin_desktop.sync.authority.succession import predecessor
from fupin_desktop.sync.bundles.bundle import PHOTOS, Keys, Manifest, Opened, check_outside, file_hash, opened
from fupin_desktop.sync.bundles.receipts import Receipt
from fupin_desktop.sync.bundles.segment import Segment
from fupin_desktop.sync.bundles.volumes import check_volume, store_volume, wanted_of
from fupin_desktop.sync.shelf import Desk, MergingDesk, RehearsingDesk, Shelf, Spoiled, Took

TOGETHER = 24  # files that share a transaction: pages that several of them change are written once


@dataclass
class MergeReport:
    """What became of one file."""

    file: str
    bundle_id: str = ""
    status: str = "refused"
    code: str = ""
    message: str = ""
    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    identical: int = 0
    questions: int = 0
    set_aside: int = 0
    photos: int = 0
    office_code: str = ""  # of the office above, when this bundle told that its keys are new
    impostors: list[str] = field(default_factory=list)  # known devices that this bundle named with other keys
    strange_receipt: bool = False  # it names what this device never wrote, as far as this book knows
    journal: int | None = None
    preview: Any = None  # of a rehearsal: what it would change
    told: dict[str, object] = field(default_factory=dict)  # the same for programs, without values

    def as_json(self) -> dict[str, object]:
        """For the report of a merge."""
        found = {name: value for name, value in self.__dict__.items() if name not in ("preview", "told")} | self.told
        found["new"], found["changed"] = sum(self.new.values()), sum(self.changed.values())
        found["new_by_kind"], found["changed_by_kind"] = self.new, self.changed
        return found


def merge_files(
    desk: Desk,
    files: Sequence[Path],
    *,
    rehearse: bool = False,
    progress: Progress = silent,
    stages: Stages | None = None,
) -> list[MergeReport]:
    """Merge any number of files; a bad one never stops a good one.  `stages` is told where the time goes.

    Some files share a transaction: whatever breaks it off, whole bundles are in the book, and the others are merged by
    giving the files again.  A rehearsal looks at each file as if those before it had been merged.
    """
    stages = stages or Stages()
    if not rehearse:
        desk.safeguard()
        stages.lap("backup")
    work = _Work(desk, files, rehearse, progress, stages)
    together = len(files) if rehearse else TOGETHER
    while len(work.reports) < len(files):
        work.merge(files[len(work.reports) :][:together])
    return work.reports


@dataclass
class _Work:
    desk: Desk
    files: Sequence[Path]
    rehearse: bool
    progress: Progress
    stages: Stages
    reports: list[MergeReport] = field(default_factory=list)

    def merge(self, group: Sequence[Path]) -> None:
        """Merge files in one transaction.

        A savepoint for each would keep an encrypted copy of every page it changes, for the sake of the few that are
        refused after they have begun to write.  These are found out by trying, and then all begin anew.
        """
        done = len(self.reports)
        try:
            self._try(group, guarded=False)
        except Spoiled:
            del self.reports[done:]
            self._try(group, guarded=True)

    def _try(self, group: Sequence[Path], *, guarded: bool) -> None:
        cancelled = None
        with self.desk.batch(rehearse=self.rehearse, guarded=guarded) as batch:
            for file in group:
                try:
                    self.progress(len(self.reports), len(self.files), file.name)
                except Cancelled as asked:
                    cancelled = asked  # what was merged before it stays merged
                    break
                self.reports.append(_merged_or_refused(batch, file, rehearse=self.rehearse, stages=self.stages))
                _tell_preview(batch, self.reports[-1])
        self.stages.lap("commit")
        if any(report.office_code for report in self.reports):
            self.desk.refresh_identity()  # the office's new keys are what this book trusts from now on
        if cancelled is not None:
            raise cancelled


def _tell_preview(batch: RehearsingDesk, report: MergeReport) -> None:
    if report.journal is not None:
        report.preview, report.told = batch.previews.get(report.journal), batch.told(report.journal)


def _merged_or_refused(desk: MergingDesk, file: Path, *, rehearse: bool, stages: Stages) -> MergeReport:
    try:
        return merge_file(desk, file, rehearse=rehearse, stages=stages)
    except Refusal as refusal:
        return MergeReport(file.name, code=refusal.code, message=refusal.message)


@collector_off()
def merge_file(desk: MergingDesk, file: Path, *, rehearse: bool = False, stages: Stages | None = None) -> MergeReport:
    """Merge one bundle, or rehearse it; refuses with nothing changed."""
    stages = stages or Stages()
    check_outside(file)
    known = file_hash(file)
    with desk.exchange() as shelf:
        before = shelf.known_bundle(known)
    if before is not None:
        return MergeReport(file.name, before, "already", "bundle.known", _("Already merged; nothing changed."))
    stages.lap("read")
    with opened(file, desk.identities, lambda manifest: check_for_us(desk, manifest), stages) as got:
        manifest = got.manifest
        if manifest.kind == PHOTOS:
            return _merge_volume(desk, file, known, got, rehearse=rehearse)
        segments = list(got.segments())
    if manifest.successions:
        with desk.exchange() as shelf:
            _note_succession(shelf, manifest)
    stages.lap("read")
    report = None
    with desk.exchange(rehearse=rehearse, stages=stages) as shelf:
        report = _unite(desk, shelf, file, known, manifest, segments)
        if rehearse and report.status == "merged":
            report.message = _("Can be merged.")
        stages.lap("apply")
    stages.lap("commit")
    assert report is not None, "the transaction swallowed an error"
    return report


def _note_succession(shelf: Shelf, manifest: Manifest) -> None:
    """A device that says it takes the place of one we know waits until somebody has telephoned."""
    if shelf.roster.known(manifest.sender.id) is not None or not manifest.successions:
        return
    if predecessor(shelf.roster, manifest.sender, manifest.successions, practice=manifest.practice) is not None:
        shelf.remember_succession(manifest.successions)


def take_back(desk: Desk, journal: int) -> None:
    """Take a merge back (撤回合并); refuses once something stands on it or a bundle names it."""
    desk.safeguard()
    with desk.exchange() as shelf:
        shelf.take_back(journal)


def check_for_us(desk: MergingDesk, manifest: Manifest) -> None:
    """Refuse what names another recipient than this book, its earlier keys, or a lost office it stands for.

    Codes `bundle.practice`, `bundle.not_for_us`.
    """
    if manifest.practice != desk.identity.practice:
        raise Refusal("bundle.practice", _("Practice data and real data cannot be joined. Nothing was changed."))
    if not (_names(manifest, desk.addressees) or _names(manifest, _followed(desk))):
        raise Refusal("bundle.not_for_us", _("This bundle is for another office or laptop. Nothing was read in."))
    if manifest.kind == PHOTOS:
        with desk.exchange() as shelf:
            sender_of(shelf.roster, manifest)


def _names(manifest: Manifest, ours: Sequence[PublicKeys]) -> bool:
    named = (manifest.recipient, manifest.recipient_fingerprint)
    return any(named == (keys.id, keys.fingerprint) for keys in ours)


def _followed(desk: MergingDesk) -> list[PublicKeys]:
    """The keys of lost offices for which this one has said it stands."""
    with desk.exchange() as shelf:
        word = shelf.roster.words.get(desk.identity.authority_id) if desk.identity.authority else None
    return [keys.public for keys in word.follows] if word else []


def _merge_volume(desk: MergingDesk, file: Path, known: str, got: Opened, *, rehearse: bool) -> MergeReport:
    manifest = got.manifest
    check_volume(got)
    with desk.exchange() as shelf:
        revoked = sender_of(shelf.roster, manifest).until is not None
        wanted = wanted_of(shelf.photos, manifest, revoked=revoked)
    # Files first, outside the transaction; without their rows they are nothing.
    made = [] if rehearse else store_volume(got, desk.pictures, wanted)
    report = MergeReport(file.name, manifest.bundle_id, identical=len(manifest.photos) - len(wanted))
    report.photos = len(wanted)
    report.status, report.code, report.message = _volume_verdict(report, manifest, rehearse=rehearse)
    with desk.exchange(rehearse=rehearse) as shelf:
        shelf.photos.note(made)
        report.journal = shelf.open_journal(file.name, known, manifest.bundle_id, manifest.sender.id, desk.user)
        shelf.close_journal(report.status, report.as_json())
    return report


def _volume_verdict(report: MergeReport, manifest: Manifest, *, rehearse: bool) -> tuple[str, str, str]:
    number, of = manifest.volume
    if not report.photos:
        return "already", "bundle.nothing_new", _("Every photograph in it is here already; nothing changed.")
    text = (
        _("Photo volume {number} of {of}: {count} photographs can be taken in.")
        if rehearse
        else (_("Photo volume {number} of {of}: {count} photographs taken in."))
    )
    return "merged", "", text.format(number=number, of=of, count=report.photos)


def _unite(
    desk: MergingDesk, shelf: Shelf, file: Path, known: str, manifest: Manifest, segments: list[Segment]
) -> MergeReport:
    before = keys_told(shelf.roster, desk.identity.office)
    impostors = shelf.roster.impostors
    shelf.take_grants(segments)
    sender = sender_of(shelf.roster, manifest)
    journal = shelf.open_journal(file.name, known, manifest.bundle_id, manifest.sender.id, desk.user)
    for segment in segments:
        shelf.take(segment)
    took = shelf.finish()
    partner = sender.office.id if sender.office else sender.device.id
    receipt = shelf.keep_receipt(partner, manifest.seen, manifest.proofs, pack(*manifest.clock))
    shelf.photos.keep_asked(partner, manifest.missing, pack(*manifest.clock))
    shelf.aside.keep(partner, manifest.aside, pack(*manifest.clock), desk.identity.device.id)
    report = _report(file, manifest, took, journal)
    _tell_new_keys(report, before, keys_told(shelf.roster, desk.identity.office))
    _tell_impostors(report, shelf.roster.impostors, impostors)
    _tell_receipt(report, receipt)
    shelf.close_journal(report.status, report.as_json())
    return report


def _tell_new_keys(report: MergeReport, before: PublicKeys | None, now: PublicKeys | None) -> None:
    """The office's code has changed: whoever merges is told, as the office was."""
    if now is not None and now != before:
        report.office_code = now.fingerprint
        told = _("The office has new keys, signed for by its old ones. Its code is now {code}; compare by telephone.")
        report.message = f"{report.message} {told.format(code=now.fingerprint)}"


def _tell_impostors(report: MergeReport, now: Mapping[str, Keys], before: Mapping[str, Keys]) -> None:
    """Somebody vouches for a known device with other keys: that counts for nothing, and people are told."""
    report.impostors = sorted(id for id, keys in now.items() if before.get(id) != keys)
    for device in report.impostors:
        told = _(
            "It names the device {id} with other keys than those it is known by. This counts for nothing: it may be a"
            " copied card, somebody who takes another's name, or a laptop set up anew. Telephone."
        )
        report.message = f"{report.message} {told.format(id=device[:8])}"


def _tell_receipt(report: MergeReport, receipt: Receipt) -> None:
    if receipt is Receipt.PROVEN:
        report.message += " " + _(
            "It shows what this device signed and this book does not hold: the book is a copy or was restored, and goes"
            " on as a new device with its next entry. Tell the office the new code then."
        )
    elif receipt is Receipt.STRANGE:
        report.strange_receipt = True
        report.message += " " + _(
            "The sender says it holds entries of this device that this book does not know. It does not prove it, so"
            " nothing follows from it. If this book was copied or restored, telephone the sender."
        )


def sender_of(roster: Roster, manifest: Manifest) -> Statement:
    """The statement about who sends; refuses a stranger, and keys that are not the roster's.

    Codes `sender.unknown`, `sender.keys`.
    """
    statement = roster.known(manifest.sender.id)
    if statement is None:
        _refuse_successor(roster, manifest)
        raise Refusal(
            "sender.unknown",
            _("The sender is not in the roster. Nothing was read in. Enrol it by its card; its code is {code}.").format(
                code=manifest.sender.public.fingerprint
            ),
            where={"device": manifest.sender.id, "fingerprint": manifest.sender.public.fingerprint},
        )
    if statement.device != manifest.sender:
        raise Refusal(
            "sender.keys", _("The sender's keys are not those of the roster. Nothing was read in; telephone it.")
        )
    return statement


def _refuse_successor(roster: Roster, manifest: Manifest) -> None:
    known = predecessor(roster, manifest.sender, manifest.successions, practice=manifest.practice)
    if known is not None:
        raise Refusal(
            "sender.succession",
            _(
                "The book of {person} goes on as a new device (a copy, or restored). Telephone, compare the code"
                " {code}, confirm the device in the roster of devices (Settings), then merge this file again."
                " Nothing was read in."
            ).format(person=known.person, code=manifest.sender.public.fingerprint),
            where={"device": manifest.sender.id, "fingerprint": manifest.sender.public.fingerprint},
        )


def _report(file: Path, manifest: Manifest, took: Took, journal: int) -> MergeReport:
    report = MergeReport(
        file.name,
        manifest.bundle_id,
        new=took.tally.new,
        changed=took.tally.changed,
        identical=took.known,
        questions=len(took.tally.questions),
        set_aside=took.set_aside,
        journal=journal,
    )
    report.status, report.code, report.message = _verdict(report, took)
    return report


def _verdict(report: MergeReport, took: Took) -> tuple[str, str, str]:
    if took.forks:
        message = _(
            "Two copies of one laptop have written. What contradicts the book was set aside; telephone the laptop."
        )
        return "set_aside", "stream.fork", message
    if took.held:
        device, scope, number = took.held[0]
        message = _("Part of it waits for an earlier bundle (laptop {device}, {scope}, from number {number}).")
        return "held", "stream.gap", message.format(device=device[:8], scope=scope, number=number)
    if report.set_aside:
        return "set_aside", "entry.set_aside", _("Merged, but some entries were set aside; see the tray.")
    if not report.new and not report.changed and not took.tally.unknown:
        return "already", "bundle.nothing_new", _("Nothing new in it; nothing changed.")
    return "merged", "", _("Merged.")
