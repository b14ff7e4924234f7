"""Which test files may tell a module from its mutants."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files_of(module: str) -> list[str]:
    """The tests that name the module, or what the table adds for it."""
    dotted, name = module.replace("/", "."), module.rpartition("/")[2]
    above = dotted.rpartition(".")[0]
    found = []
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        named = f"reflectcli.{dotted} " in text or f"reflectcli.{dotted}." in text
        bundled = any(
            line.startswith(f"from reflectcli.{above} import") and name in line.split()
            for line in text.replace(",", " ").splitlines()
        )
        if named or bundled or path.stem == f"test_{name}":
            found.append(str(path))
    return found + [str(ROOT / "tests" / f"{each}.py") for each in ALSO.get(module, ())]


ALSO: dict[str, tuple[str, ...]] = {
    "analysis/activities": ("test_activity",),
    "analysis/agreed": ("test_mentor_export", "test_mentor_import"),
    "analysis/baseline": ("test_goal", "test_goals_findings"),
    "analysis/desk": ("test_mentor_export",),
    "analysis/due": ("test_remind", "test_prompt_status"),
    "analysis/highlights": ("test_screens", "test_playbook"),
    "analysis/insights": ("test_share",),
    "analysis/kpis": ("test_same_figures", "test_report_findings"),
    "analysis/mirror": ("test_report_findings",),
    "analysis/open_loops": ("test_report_findings",),
    "analysis/pack": ("test_mentor_export",),
    "analysis/pack_agenda": ("test_mentor_export",),
    "analysis/pack_findings": ("test_mentor_export",),
    "analysis/pack_quotes": ("test_mentor_export",),
    "analysis/report": (
        "test_screens",
        "test_calibration",
        "test_experiment",
        "test_agreement",
        "test_desk",
    ),
    "analysis/reply_items": ("test_mentor_import",),
    "analysis/reply_plan": ("test_mentor_import",),
    "analysis/series": ("test_comparison", "test_trended", "test_report_findings"),
    "analysis/shapes": ("test_demo", "test_experiment", "test_report_findings", "test_screens"),
    "analysis/streak": ("test_prompt_status",),
    "analysis/talks": ("test_mentor_read", "test_mentor_export", "test_mentor_import"),
    "analysis/trended": ("test_report_findings",),
    "analysis/tries": ("test_success_challenge",),
    "analysis/voices": ("test_themes",),
    "analysis/wellbeing": ("test_report_findings", "test_screens"),
    "storage/codec": ("test_bad_files",),
    "storage/backup": ("test_faults",),
    "storage/beside": ("test_backup", "test_mentor_export", "test_killed"),
    "storage/commit": ("test_files", "test_together", "test_delete_undo", "test_power_failure"),
    "storage/database": ("test_index_processes",),
    "storage/encryption/age": ("test_encrypt_outside",),
    "storage/encryption/forms": ("test_encrypt", "test_encrypt_outside", "test_encrypt_sync"),
    "storage/encryption/keys": ("test_encrypt_outside",),
    "storage/encryption/seal": ("test_encrypt", "test_encrypt_sync", "test_bad_files"),
    "storage/encryption/turning": ("test_encrypt", "test_encrypt_killed"),
    "storage/history": ("test_edit_many",),
    "storage/index": ("test_index_search",),
    "storage/index_links": ("test_links", "test_index_agrees"),
    "storage/locate": ("test_bad_files", "test_broken_toml"),
    "storage/repository": ("test_browse", "test_log"),
    "storage/swapping": (
        "test_power_failure",
        "test_edit_many",
        "test_tags",
        "test_delete_undo",
        "test_history",
    ),
    "storage/syncing/address": ("test_sync",),
    "storage/syncing/agreeing": ("test_sync", "test_encrypt_sync"),
    "storage/syncing/arrival": ("test_sync", "test_sync_killed"),
    "storage/syncing/copies": ("test_sync", "test_encrypt_sync"),
    "storage/syncing/exchange": ("test_sync", "test_sync_killed"),
    "storage/syncing/lock": ("test_sync", "test_sync_killed"),
    "storage/syncing/marks": ("test_sync",),
    "storage/syncing/merge": ("test_sync",),
    "storage/syncing/messages": ("test_sync",),
    "storage/syncing/place": ("test_sync", "test_sync_killed"),
    "storage/syncing/settling": ("test_sync",),
    "storage/syncing/sync": ("test_sync_killed", "test_encrypt_sync"),
    "storage/syncing/trees": ("test_sync",),
    "storage/together": ("test_power_failure", "test_disk", "test_delete_undo"),
    "storage/pending": ("test_delete_undo",),
    "storage/toml": ("test_toml", "test_bad_files", "test_broken_toml"),
    "storage/trash": (
        "test_hostile_journal",
        "test_links",
        "test_edit_many",
        "test_mentor_import",
        "test_delete_undo",
        "test_history",
        "test_import_undo",
    ),
}
"""Tests that reach a module by the front door alone."""
