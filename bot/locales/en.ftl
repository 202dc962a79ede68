# English

### Asking

### Articles

### Summaries

### Settings and people

### Buttons

### Commands

### Errors

error-cooling-down = That was quick. Ask again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
error-queue-full = Too many questions are waiting just now. Ask again in a minute.
error-too-many-waiting = You already have { $most ->
    [one] one question
   *[other] { $most } questions
} waiting. Ask again when one of them is answered.
