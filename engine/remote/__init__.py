"""Models on a server that speaks like OpenAI's, such as llama-server or vLLM."""
