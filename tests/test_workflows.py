"""The workflows: whose code they run, what they may do, and what they are told by strangers."""

import re
import subprocess

import pytest
import yaml

from dossier import paths

WORKFLOWS = sorted((paths.ROOT / ".github" / "workflows").glob("*.yml"))
#: What a job may do beyond reading the repository, and which job needs it.
MAY = {
    ("pages", "publish"): {"pages": "write", "id-token": "write"},
    ("release", "publish"): {"contents": "write"},
    ("newest", "report"): {"issues": "write"},
    ("links", "report"): {"issues": "write"},
}
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$")
#: Facts of the run itself; a title, a branch or a message is a stranger's and could be a command.
OWN = re.compile(r"\$\{\{ (matrix\.\w+|steps\.\w+\.outputs\.\w+) \}\}")
each_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)


def read(file):
    # YAML 1.1 reads the key `on` as true.
    return yaml.safe_load(file.read_text(encoding="utf-8").replace("\non:", "\n'on':", 1))


def jobs(file):
    return read(file)["jobs"].items()


def steps(file):
    return [step for _, job in jobs(file) for step in job["steps"]]


def test_there_are_workflows_for_checks_pages_releases_newest_versions_and_links():
    assert [file.stem for file in WORKFLOWS] == ["checks", "links", "newest", "pages", "release"]


@each_workflow
def test_every_action_is_pinned_by_a_commit_with_its_version_beside_it(file):
    used = [line.strip().removeprefix("- ") for line in file.read_text().splitlines() if "uses:" in line]
    assert len(used) == sum("uses" in step for step in steps(file))
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_an_action_has_one_pin_in_all_workflows():
    text = "\n".join(file.read_text(encoding="utf-8") for file in WORKFLOWS)
    pins = set(re.findall(r"uses: (\S+)@(\S+)", text))
    assert len(pins) == len({action for action, _ in pins})


@each_workflow
def test_a_job_may_do_no_more_than_it_must(file):
    assert read(file)["permissions"] == {}
    for name, job in jobs(file):
        most = MAY.get((file.stem, name), {"contents": "read"})
        assert job["permissions"].items() <= most.items(), name


@each_workflow
def test_a_job_that_may_write_runs_no_code_of_the_checkout(file):
    for name, job in jobs(file):
        if "write" in job["permissions"].values():
            used = [step["uses"].split("@")[0] for step in job["steps"] if "uses" in step]
            assert "actions/checkout" not in used, name


@each_workflow
def test_no_workflow_runs_for_strangers_with_rights(file):
    triggers = read(file)["on"]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)


@each_workflow
def test_no_words_of_strangers_stand_in_a_script(file):
    for step in steps(file):
        assert "${{" not in OWN.sub("", step.get("run", "")), step
        assert "github.event" not in yaml.safe_dump(step), step


@each_workflow
def test_no_checkout_leaves_its_token_behind(file):
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_workflow
def test_every_job_ends_by_itself(file):
    assert all("timeout-minutes" in job for _, job in jobs(file))


@each_workflow
def test_every_script_is_one_that_the_shell_can_read(file):
    for step in steps(file):
        script = OWN.sub("x", step.get("run", ""))
        checked = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr


@each_workflow
def test_every_make_target_of_a_workflow_is_there(file):
    targets = set(re.findall(r"^([a-z-]+):", (paths.ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    called = re.findall(r"^make ([a-z-]+)", "\n".join(step.get("run", "") for step in steps(file)), re.M)
    assert set(called) <= targets
