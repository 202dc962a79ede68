"""The doctor knows when a downloaded model has rotted on the disk."""

from pathlib import Path

from engine.checksums import checksum, keep_with_checksum
from tests.bot.doctor.patients import findings


async def test_a_model_that_changed_on_the_disk(patient: Path) -> None:
    """It is named, with what to do."""
    part, model = patient / "part", patient / "models" / "hub" / "model.gguf"
    model.parent.mkdir(parents=True)
    part.write_bytes(b"GGUF")
    keep_with_checksum(part, model, checksum(part))
    assert await findings(patient) == []
    model.write_bytes(b"GGUX")
    assert await findings(patient) == [
        f"wrong {model} has changed since it was downloaded; delete it to have it downloaded again"
    ]
