"""A runbook with every kind of step, for the tests and the pictures of following one."""

PUMP = """# Pump is hot

## Diagnosis

1. Which pump is it?

   ```holdfast {kind=input name=PUMP type=host}
   ```

2. Is the valve of the pump shut?

   ```sh {kind=check expect="one line: shut" timebox=5m}
   valve --state $PUMP
   ```

3. Does it leak?

   ```holdfast {kind=choice name=LEAK options="Yes, it leaks=#it-leaks|No=#it-is-dry|Not sure"}
   ```

### It leaks

1. Close the main valve
2. Call the fitter

### It is dry

1. Let it run down

   ```holdfast {kind=timer wait=10m}
   ```

2. Have the restart approved

   ```holdfast {kind=approval by="shift lead"}
   ```

3. Restart the pump

   ```holdfast {kind=runbook path=restart.md}
   ```

### At the end

1. Tell the control room
"""
RESTART = "# Restart a pump\n\n## Steps\n\n1. Press the button\n2. Listen\n"
INPUT, CHECK, CHOICE, VALVE, FITTER, TIMER, GATE, CHILD, TELL = range(9)
"""The places of its steps."""
