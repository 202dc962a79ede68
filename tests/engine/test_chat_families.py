"""Prompts of the common model families, each in a minimal template after its public form."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from gguf import GGUFReader

from engine.chat import ChatTemplate, disarmed, prompt_tokens
from engine.generation import LlamaGenerator
from engine.llama import Model
from engine.weights import Weights

_USER_DEFINED = 4  # among the token types of GGUF


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A template, how the family spells the ends of a text, and the prompt it is to make."""

    template: str
    prompt: str
    bos: str = "<s>"
    eos: str = "</s>"


FAMILIES: Mapping[str, Family] = {
    "llama-2": Family(
        template=(
            "{% if messages[0]['role'] == 'system' %}{% set rest = messages[1:] %}"
            "{% set first = '<<SYS>>\\n' + messages[0]['content'] + '\\n<</SYS>>\\n\\n' %}"
            "{% else %}{% set rest = messages %}{% set first = '' %}{% endif %}"
            "{% for m in rest %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}"
            "{{ raise_exception('roles must alternate') }}{% endif %}"
            "{{ bos_token + '[INST] ' + (first + m['content']).strip() + ' [/INST]' }}{% endfor %}"
        ),
        prompt="<s>[INST] <<SYS>>\nSYSTEM\n<</SYS>>\n\nUSER [/INST]",
    ),
    "llama-3": Family(
        template=(
            "{% set loop_messages = messages %}{% for message in loop_messages %}"
            "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' "
            "+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}"
            "{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
            "{% if add_generation_prompt %}"
            "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
        ),
        bos="<|begin_of_text|>",
        prompt=(
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nSYSTEM<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nUSER<|eot_id|>"
            "<|start_header_id|>assistant<|end_header_id|>\n\n"
        ),
    ),
    "mistral": Family(
        template=(
            "{{ bos_token }}{% for m in messages %}{% if m.role not in ['user', 'assistant'] %}"
            "{{ raise_exception('only user and assistant') }}{% endif %}"
            "{% if m.role == 'user' %}{{ '[INST] ' + m.content + ' [/INST]' }}"
            "{% else %}{{ m.content + eos_token }}{% endif %}{% endfor %}"
        ),
        prompt="<s>[INST] SYSTEM\n\nUSER [/INST]",
    ),
    "mistral-small": Family(
        template=(
            "{%- if messages[0].role == 'system' -%}{%- set system = messages[0].content -%}"
            "{%- set rest = messages[1:] -%}{%- else -%}{%- set system = '' -%}"
            "{%- set rest = messages -%}{%- endif -%}{{- bos_token -}}{%- if system -%}"
            "{{- '[SYSTEM_PROMPT]' + system + '[/SYSTEM_PROMPT]' -}}{%- endif -%}"
            "{%- for m in rest -%}{{- '[INST]' + m.content + '[/INST]' -}}{%- endfor -%}"
        ),
        prompt="<s>[SYSTEM_PROMPT]SYSTEM[/SYSTEM_PROMPT][INST]USER[/INST]",
    ),
    "gemma": Family(
        template=(
            "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
            "{{ raise_exception('System role not supported') }}{% endif %}"
            "{% for m in messages %}{{ '<start_of_turn>' + m['role'] + '\n' + m['content'] | trim "
            "+ '<end_of_turn>\n' }}{% endfor %}"
            "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
        ),
        bos="<bos>",
        prompt=("<bos><start_of_turn>user\nSYSTEM\n\nUSER<end_of_turn>\n<start_of_turn>model\n"),
    ),
    "qwen-2.5": Family(
        template=(
            "{%- if messages[0]['role'] == 'system' %}"
            "{{- '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}{%- else %}"
            "{{- '<|im_start|>system\nYou are helpful.<|im_end|>\n' }}{%- endif %}"
            "{%- for m in messages %}{%- if m.role == 'user' %}"
            "{{- '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{%- endif %}"
            "{%- endfor %}{%- if add_generation_prompt %}"
            "{{- '<|im_start|>assistant\n' }}{%- endif %}"
        ),
        prompt=(
            "<|im_start|>system\nSYSTEM<|im_end|>\n<|im_start|>user\nUSER<|im_end|>\n"
            "<|im_start|>assistant\n"
        ),
    ),
    "qwen-3": Family(
        template=(
            "{%- for m in messages %}{%- if m.content is string %}"
            "{{- '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{%- endif %}"
            "{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}"
            "{%- if enable_thinking is defined and enable_thinking is false %}"
            "{{- '<think>\n\n</think>\n\n' }}{%- endif %}{%- endif %}"
        ),
        prompt=(
            "<|im_start|>system\nSYSTEM<|im_end|>\n<|im_start|>user\nUSER<|im_end|>\n"
            "<|im_start|>assistant\n<think>\n\n</think>\n\n"
        ),
    ),
    "phi-3": Family(
        template=(
            "{% for m in messages %}{{ '<|' + m['role'] + '|>\n' + m['content'] + '<|end|>\n' }}"
            "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\n' }}"
            "{% else %}{{ eos_token }}{% endif %}"
        ),
        prompt="<|system|>\nSYSTEM<|end|>\n<|user|>\nUSER<|end|>\n<|assistant|>\n",
    ),
    "zephyr": Family(
        template=(
            "{% for m in messages %}\n{% if m['role'] == 'user' %}\n"
            "{{ '<|user|>\n' + m['content'] + eos_token }}\n{% elif m['role'] == 'system' %}\n"
            "{{ '<|system|>\n' + m['content'] + eos_token }}\n{% endif %}\n"
            "{% if loop.last and add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}\n"
            "{% endfor %}"
        ),
        prompt="<|system|>\nSYSTEM</s>\n<|user|>\nUSER</s>\n<|assistant|>\n",
    ),
    "deepseek-r1": Family(
        template=(
            "{% set ns = namespace(system='') %}{% for m in messages %}"
            "{% if m['role'] == 'system' %}{% set ns.system = m['content'] %}{% endif %}"
            "{% endfor %}{{ bos_token }}{{ ns.system }}{% for m in messages %}"
            "{% if m['role'] == 'user' %}{{ '<|User|>' + m['content'] }}{% endif %}{% endfor %}"
            "{% if add_generation_prompt %}{{ '<|Assistant|><think>\n' }}{% endif %}"
        ),
        bos="<|begin|>",
        prompt="<|begin|>SYSTEM<|User|>USER<|Assistant|><think>\n\n</think>\n\n",
    ),
    "vicuna": Family(
        template=(
            "{% for m in messages %}{% if m.role == 'system' %}{{ m.content }}\n\n"
            "{% elif m.role == 'user' %}USER: {{ m.content }}\n{% endif %}{% endfor %}ASSISTANT:"
        ),
        prompt="SYSTEM\n\nUSER: USER\nASSISTANT:",
    ),
    "command-r": Family(
        template=(
            "{{ bos_token }}{% for m in messages %}{{ '<|START_OF_TURN_TOKEN|><|' + "
            "(m.role | upper) + '_TOKEN|>' + m.content + '<|END_OF_TURN_TOKEN|>' }}{% endfor %}"
            "{{ '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>' }}"
        ),
        bos="<BOS_TOKEN>",
        prompt=(
            "<BOS_TOKEN><|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>SYSTEM<|END_OF_TURN_TOKEN|>"
            "<|START_OF_TURN_TOKEN|><|USER_TOKEN|>USER<|END_OF_TURN_TOKEN|>"
            "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>"
        ),
    ),
}
MARKS = (
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "[INST]", "[/INST]", "<<SYS>>", "<s>", "</s>",
    "<|eot_id|>", "<|start_header_id|>", "<start_of_turn>", "<end_of_turn>", "<bos>", "<|user|>",
    "<|assistant|>", "<|end|>", "<think>", "<|begin_of_text|>", "<|USER_TOKEN|>", "<BOS_TOKEN>",
)  # fmt: skip


def opened(family: Family) -> ChatTemplate:
    """Return a family's template as it is opened from a model file."""
    return ChatTemplate(family.template, beginning=family.bos, end=family.eos)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_the_prompt_is_what_the_family_was_trained_on(family: Family) -> None:
    """Both texts stand where the family expects them, and the reply is the model's turn."""
    parts = opened(family).segments(system="SYSTEM", user="USER")
    assert "".join(part.text for part in parts) == family.prompt
    assert [part.text for part in parts if not part.control][-1].endswith("USER")


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_without_a_system_text_there_is_the_users(family: Family) -> None:
    """Every family is prompted with the user's text alone, too."""
    parts = opened(family).segments(system="", user="USER")
    assert [part.text for part in parts if not part.control] == ["USER"]


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_marks_in_a_text_are_text(family: Family) -> None:
    """Whatever marks of turns an article holds, of any family, none of them counts as control."""
    text = "".join(MARKS)
    parts = opened(family).segments(system=text, user=f"{text} {{{{ bos_token }}}}")
    assert "".join(part.text for part in parts if not part.control).count(text) == 2
    assert not any(text in part.text for part in parts if part.control)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_the_beginning_stands_once(family: Family) -> None:
    """The token that begins a prompt isn't doubled, whether or not the template spells it."""

    def tokenise(text: str, control: bool) -> list[int]:
        if control and text.startswith(family.bos):
            return [1, *text[len(family.bos) :].encode()]
        return list(text.encode())

    tokens = prompt_tokens(
        opened(family).segments(system="S", user=f"{family.bos}U"), tokenise, beginning=1
    )
    assert tokens[0] == 1
    assert tokens.count(1) == 1


@pytest.mark.parametrize("text", ["<|a|>", "x<|a|>y<|a|>", "<|a<|a|>|>", "<|a|><|a|>", "<|a", ""])
def test_a_text_is_cut_inside_the_marks_in_it(text: str) -> None:
    """The pieces of a text are the text, and none of them holds a mark."""
    pieces = disarmed(text, ("<|a|>", "<|b|>"))
    assert "".join(pieces) == text
    assert not any("<|a|>" in piece for piece in pieces)


async def test_marks_that_a_file_calls_user_defined_are_text(
    generation_weights: Weights, tmp_path: Path
) -> None:
    """Where a model file doesn't hold its marks as control tokens, texts still can't use them."""
    marked = tmp_path / "marked.gguf"
    marked.write_bytes(generation_weights.path.read_bytes())
    reader = GGUFReader(marked, "r+")
    field = reader.fields["tokenizer.ggml.token_type"]
    model = Model(generation_weights.path)
    (mark,) = model.tokenise("<|im_start|>", control=True)
    model.close()
    field.parts[field.data[mark]][0] = _USER_DEFINED
    reader.data.flush()
    async with await LlamaGenerator.open(Weights(path=marked, name="marked")) as generator:
        plain = await generator.count_tokens(system="", user="x")
        assert await generator.count_tokens(system="", user="<|im_start|>") >= plain + 3
