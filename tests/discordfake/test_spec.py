"""What the published spec is asked, and how its faults are told."""

from tests.discordfake.bodies import LINK, MESSAGES, container, problems, section, v2
from tests.discordfake.spec import Spec


def test_an_unknown_operation_is_none(spec: Spec) -> None:
    """A route that the spec doesn't have is not found."""
    assert spec.find("POST", "/channels/1/nothing") is None
    assert spec.find("PATCH", "/webhooks/1/t/messages/@original") is not None


def test_faults_are_named_where_they_are(spec: Spec) -> None:
    """The sentence says which part is wrong and how, even deep in a union."""
    [problem] = problems(spec, MESSAGES, v2(container(section({**LINK, "label": "x" * 81}))))
    assert problem.where == "components/0/components/0/accessory/label"
    assert "maxLength 80" in problem.what


def test_unknown_queries_are_found(spec: Spec) -> None:
    """A query that the operation doesn't have is a fault, and so is a value it doesn't take."""
    operation = spec.find("GET", "/channels/1/messages")
    assert operation is not None
    assert spec.check_request(operation, {"limit": "50"}, None) == []
    assert len(spec.check_request(operation, {"limt": "50"}, None)) == 1
    assert len(spec.check_request(operation, {"limit": "101"}, None)) == 1


def test_the_fakes_own_answers_and_events_are_checked(spec: Spec) -> None:
    """What isn't as Discord would send it is found on the way out as well."""
    operation = spec.find("GET", "/channels/1/messages/2")
    assert operation is not None
    assert spec.check_answer(operation, 200, {"id": "1"})
    assert spec.check_answer(operation, 299, {})
    assert spec.check_event("MESSAGE_DELETE", {"id": "1"})
    assert not spec.check_event("MESSAGE_DELETE", {"id": "1", "channel_id": "2"})
    assert spec.check_model("UserResponse", {"id": "1"})
