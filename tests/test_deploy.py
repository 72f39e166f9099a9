"""What is shipped for running it: each file can be read, and names settings, commands, ports and paths that exist."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_docs import COMMANDS

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
PORT = str(Settings.model_fields["http_port"].default)
SETTINGS = {f"STRONGSUIT_{name.upper()}" for name in Settings.model_fields}
WHERE_IT_ANSWERS = ("/healthz", "/readyz", "/metrics")
IMAGE = "strongsuit:latest"
TEXTS = sorted([ROOT / "Dockerfile", ROOT / "compose.yaml", *(one for one in DEPLOY.rglob("*") if one.is_file())])


def compose() -> dict[str, Any]:
    """The file for Docker Compose."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return read


def manifests() -> Iterator[dict[str, Any]]:
    """Everything for Kubernetes."""
    for file in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        yield from yaml.safe_load_all(file.read_text("utf-8"))


def manifest(kind: str) -> dict[str, Any]:
    """The one of a kind."""
    (found,) = (one for one in manifests() if one["kind"] == kind)
    return found


def pods() -> dict[str, dict[str, Any]]:
    """The pods of each kind of workload."""
    return {kind: manifest(kind)["spec"]["template"]["spec"] for kind in ("Deployment", "Job")}


def unit(name: str) -> ConfigParser:
    """A unit of systemd. Of settings that are given more than once, the last one counts here."""
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names of systemd's are told apart by case
    read.read(DEPLOY / "systemd" / name, "utf-8")
    return read


def names_a_command(words: list[str]) -> bool:
    """Whether words after `strongsuit` begin with one of its commands."""
    return " ".join(words[:2]) in COMMANDS or words[0] in COMMANDS


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_setting_that_is_named_exists(file: Path) -> None:
    """A name that begins with STRONGSUIT_ is a setting."""
    assert set(re.findall(r"STRONGSUIT_[A-Z_]+", file.read_text("utf-8"))) <= SETTINGS


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_no_secret_is_shipped(file: Path) -> None:
    """What is to be filled in is empty, or says that it is an example."""
    for name, value in re.findall(r"^\s*(\w*(?:TOKEN|KEY|PASSWORD|SECRET))\s*[:=](.*)$", file.read_text("utf-8"), re.M):
        assert value.strip().strip('"') == "" or value.strip().startswith('"${'), name


# -- the image ---------------------------------------------------------------------------------------------------------


def test_the_image_looks_where_the_bot_answers() -> None:
    """Its health check asks the port that it serves; it runs as a user without privileges; its command exists."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert f"EXPOSE {PORT}" in text
    assert re.search(rf"HEALTHCHECK .*'STRONGSUIT_HTTP_PORT', '{PORT}'.*/healthz", text)
    assert "USER strongsuit" in text
    (command,) = re.findall(r'^CMD \["(\w+)"\]', text, re.MULTILINE)
    assert command in COMMANDS


def test_what_the_image_is_made_of_is_let_in() -> None:
    """Each file that is copied is there, and not kept out."""
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    for name in (one for line in copied for one in line.split()):
        assert (ROOT / name).exists()
        assert name in let_in


# -- compose -----------------------------------------------------------------------------------------------------------


def test_two_processes_of_one_image_share_a_database() -> None:
    """Both are alike, and begin when the tables are up to date."""
    services = compose()["services"]
    assert services["bot-1"] == services["bot-2"]
    for name in ("bot-1", "bot-2", "upgrade"):
        one = services[name]
        assert one["image"] == IMAGE
        assert one["environment"] == services["bot-1"]["environment"]
        assert "volumes" not in one, "a data folder is about one process"
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
    assert services["bot-1"]["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}
    assert services["upgrade"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["upgrade"]["restart"] == "no"
    assert names_a_command(services["upgrade"]["command"])


def test_the_database_is_within_reach_of_the_bot_alone() -> None:
    """It has no port on the machine, and its network leads nowhere; only the proxy can be reached from outside."""
    read = compose()
    assert [name for name, one in read["services"].items() if "ports" in one] == ["proxy"]
    assert read["services"]["database"]["networks"] == ["inside"]
    assert "inside" not in read["services"]["proxy"]["networks"]
    assert read["networks"]["inside"] == {"internal": True}
    assert int(re.sub(r"\D", "", read["services"]["database"]["image"])) >= 15


def test_every_value_that_is_asked_for_is_in_the_example() -> None:
    """Whoever copies the example and fills it in has all; what the program needs is there."""
    example = (DEPLOY / "compose.env.example").read_text("utf-8")
    given = set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text("utf-8"))) <= given
    assert {"STRONGSUIT_TELEGRAM_TOKEN", "STRONGSUIT_SECRET_KEY", "STRONGSUIT_ALERT_CHAT"} <= given
    Settings(_env_file=DEPLOY / "compose.env.example")  # type: ignore[call-arg]  # a parameter of the library's


def test_the_proxy_passes_on_what_is_for_the_world_only() -> None:
    """To both processes, at their port; what operators ask stays inside."""
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    kept_inside = re.findall(r"@operators path (.*)", text)[0].split()
    assert {path for path in WHERE_IT_ANSWERS if path != "/healthz"} <= set(kept_inside)
    assert re.search(r"handle @operators \{\s+respond 404\s+\}", text)
    assert f"reverse_proxy bot-1:{PORT} bot-2:{PORT} {{" in text
    assert "health_uri /healthz" in text
    assert "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro" in compose()["services"]["proxy"]["volumes"]


def test_the_webhook_has_a_path_of_its_own() -> None:
    """One that is none of those at which operators ask, and the same name everywhere."""
    services = compose()["services"]
    url = services["bot-1"]["environment"]["STRONGSUIT_WEBHOOK_URL"]
    secret = manifest("Secret")["stringData"]["STRONGSUIT_WEBHOOK_URL"]
    assert re.findall(r"/\w+$", url) == re.findall(r"/\w+$", secret)
    assert not url.endswith(WHERE_IT_ANSWERS)


# -- Kubernetes --------------------------------------------------------------------------------------------------------


def test_each_manifest_is_there_once() -> None:
    """No more than is needed."""
    kinds = sorted(one["kind"] for one in manifests())
    assert kinds == ["Deployment", "Job", "PodDisruptionBudget", "Secret", "Service"]
    assert {one["kind"]: one["apiVersion"] for one in manifests()} == {
        "Deployment": "apps/v1", "Service": "v1", "PodDisruptionBudget": "policy/v1", "Job": "batch/v1", "Secret": "v1",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ("Deployment", "Job"))
def test_a_pod_may_do_no_more_than_it_needs(kind: str) -> None:
    """The image of the bot, under the image's user, with settings from the secret, in folders of its own."""
    pod = pods()[kind]
    (container,) = pod["containers"]
    assert container["image"] == IMAGE
    assert names_a_command(container["args"])
    assert container["envFrom"] == [{"secretRef": {"name": manifest("Secret")["metadata"]["name"]}}]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert f"--uid {pod['securityContext']['runAsUser']} " in (ROOT / "Dockerfile").read_text("utf-8")
    assert {one["name"] for one in container["volumeMounts"]} == {one["name"] for one in pod["volumes"]}
    assert all("emptyDir" in one for one in pod["volumes"])


def test_the_probes_ask_what_a_restart_can_mend() -> None:
    """None asks for the database: without it, people are still shown who can help."""
    (container,) = pods()["Deployment"]["containers"]
    assert container["ports"] == [{"name": "http", "containerPort": int(PORT)}]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"] == {"path": "/healthz", "port": "http"}


def test_one_is_always_there() -> None:
    """While the image is renewed, and while a machine is emptied; all parts mean the same pods."""
    deployment, labels = manifest("Deployment"), {"app": "strongsuit"}
    assert deployment["spec"]["replicas"] == 2
    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert manifest("PodDisruptionBudget")["spec"]["minAvailable"] == 1
    assert deployment["spec"]["template"]["metadata"]["labels"] == labels
    assert manifest("Service")["spec"]["selector"] == labels
    assert manifest("PodDisruptionBudget")["spec"]["selector"] == {"matchLabels": labels}
    annotations = deployment["spec"]["template"]["metadata"]["annotations"]
    assert annotations["prometheus.io/path"] in WHERE_IT_ANSWERS
    assert annotations["prometheus.io/port"] == PORT


# -- systemd -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ("strongsuit.service", "strongsuit-backup.service"))
def test_a_service_runs_a_command_within_its_own_folder(name: str) -> None:
    """Under a user of its own, which sees nobody's home and cannot change the system."""
    service = unit(name)["Service"]
    program, *words = service["ExecStart"].split()
    assert program.endswith("/strongsuit")
    assert names_a_command(words)
    assert service["User"] == "strongsuit"
    assert service["StateDirectory"] == "strongsuit"
    assert service["StateDirectoryMode"] == "0700"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == service["ProtectHome"] == service["PrivateTmp"] == "true"
    assert service["CapabilityBoundingSet"] == ""
    text = (DEPLOY / "systemd" / name).read_text("utf-8")
    assert "Environment=STRONGSUIT_DATA_DIR=/var/lib/strongsuit\n" in text


def test_the_bot_is_started_again_and_has_time_to_stop() -> None:
    """Longer than it waits itself for what is on its way (see `bot.app.app.App.stop`)."""
    service = unit("strongsuit.service")["Service"]
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) >= 20


def test_the_nightly_backup_belongs_to_its_timer() -> None:
    """It is made up for where the machine was off."""
    timer = unit("strongsuit-backup.timer")["Timer"]
    assert timer["Persistent"] == "true"
    assert "OnCalendar" in timer
    assert (DEPLOY / "systemd" / "strongsuit-backup.service").exists()
