"""Settings: documented, read from the environment, and wrong ones named."""

import re

import pytest

from agent.settings import PREFIX, Settings, load_settings
from domain.errors import SettingsError
from tests.conftest import ROOT


def variables() -> set[str]:
    return {str(field.validation_alias or f"{PREFIX}{name.upper()}") for name, field in Settings.model_fields.items()}


def test_the_page_of_settings_lists_each_setting_and_no_other() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(variables())


def test_a_default_on_the_page_is_the_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    written = dict(re.findall(r"^\| `WARMSTART_(\w+)` \| `([^`]+)` \|", page, re.MULTILINE))
    defaults = {name: Settings.model_fields[name.lower()].default for name in written}
    assert written == {
        name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in defaults.items()
    }


def test_a_wrong_value_is_an_error_that_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMSTART_PORT", "eighty")
    with pytest.raises(SettingsError, match="WARMSTART_PORT='eighty'"):
        load_settings()


def test_what_is_given_by_hand_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMSTART_PORT", "8000")
    assert load_settings(port=9000).port == 9000
    assert load_settings(port=None).port == 8000


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMSTART_PICTURE_HOSTS", "cdn.example.com, Pictures.example.com,")
    assert load_settings().picture_hosts == ("cdn.example.com", "pictures.example.com")


def test_keys_are_not_in_the_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    assert load_settings().openai_api_key == "sk-very-secret"
    assert "secret" not in repr(load_settings())
