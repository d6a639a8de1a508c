"""`python -m onrecord.commands`: the same as `onrecord`."""

from onrecord.commands import main

if __name__ == "__main__":
    main()
