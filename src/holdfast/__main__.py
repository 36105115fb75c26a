"""`python -m holdfast`, and the two scripts."""

import sys


def run() -> int:
    """The script `holdfast`."""
    if sys.argv[1:2] == ["--render-worker"]:
        # a frozen program has no Python to start the worker with: it starts itself
        from holdfast.runbook.worker import main as work  # noqa: PLC0415  (and nothing else may be loaded there)

        work()
        return 0
    from holdfast.main import main  # noqa: PLC0415

    return main(sys.argv[1:])


def run_gui() -> int:
    """The script `holdfast-gui`."""
    return run()


if __name__ == "__main__":
    sys.exit(run())
