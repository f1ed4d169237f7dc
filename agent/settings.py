"""Every setting of warmstart, read from the environment (`WARMSTART_NAME`) or from a `.env` file in the current
folder."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.errors import SettingsError

PREFIX = "WARMSTART_"


class Settings(BaseSettings):
    """One value per thing that can be set; the text under a field is its documentation (`docs/settings.md` lists them
    all)."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    home: Path = Path(".warmstart")
    """Folder of the database, the index, the models and the reject files. Unset: `.warmstart` in the current folder."""

    database_url: str | None = None
    """SQLAlchemy address of the database. Unset: an SQLite file `warmstart.db` in the home folder."""

    encoder: str = "builtin"
    """Sentence encoder: `builtin`, or `openai:NAME` for a model of an OpenAI-compatible endpoint. Unset: the built-in
    one."""

    chroma_url: str | None = None
    """Address `http://HOST:PORT` of a Chroma server, which several workers may share. Unset: Chroma within the process,
    in the home folder."""

    model: str | None = None
    """Name of a language model at an OpenAI-compatible endpoint. Unset: the built-in understanding and speech,
    without a model."""

    model_timeout_s: float = Field(default=20.0, gt=0)
    """Seconds to wait for the language model before the built-in path answers. Must be above 0."""

    openai_api_key: str | None = Field(default=None, validation_alias="OPENAI_API_KEY", repr=False)
    """Key of the OpenAI-compatible endpoint (read from `OPENAI_API_KEY`). Unset: sent as an empty key, which local
    servers accept."""

    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    """Address of the OpenAI-compatible endpoint (read from `OPENAI_BASE_URL`). Unset: the one that the client library
    knows."""

    host: str = "127.0.0.1"
    """Address to listen on. Without API keys only loopback addresses are accepted."""

    port: int = Field(default=7860, ge=0, le=65_535)
    """Port to listen on. 0: any free one."""

    shop: str | None = None
    """The shop that is opened when none is named. Unset: the one imported by `run`, else the first by name."""

    currency: str = Field(default="GBP", pattern="^[A-Z]{3}$")
    """Currency (ISO 4217) of a new shop whose feed names none. Never empty."""

    picture_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts, separated by commas, from which pages may load pictures besides those named in the products. Empty: no
    others."""

    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Names, separated by commas, under which the server may be addressed besides localhost. Empty: only localhost."""

    max_body_bytes: int = Field(default=16_000_000, gt=0)
    """Largest request body that is read, in bytes. Must be above 0."""

    poll_s: float = Field(default=0.3, gt=0)
    """Seconds between two looks of the server for newly imported products. Must be above 0."""

    @field_validator("picture_hosts", "allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip().lower() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @property
    def database(self) -> str:
        """The database's address with the default filled in."""
        return self.database_url or f"sqlite:///{(self.home / 'warmstart.db').absolute()}"


def load_settings(**given: object) -> Settings:
    """Settings from the environment, with what was given by hand on top (`None` is "not given"); `SettingsError` if
    one is wrong."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as exc:
        raise SettingsError(
            "; ".join(_complaint(error["loc"], error["msg"], error["input"]) for error in exc.errors())
        ) from exc


def _complaint(place: tuple[int | str, ...], message: str, value: object) -> str:
    name = str(place[0]) if place else "settings"
    variable = name if name.isupper() else f"{PREFIX}{name.upper()}"
    return f"{variable}={value!r}: {message}; see docs/settings.md"
