"""Whether a file or pasted code is right, in Python, JavaScript, shell, JSON, YAML or TOML."""

import aios_skill
import syntax

if __name__ == "__main__":
    aios_skill.main({"check_syntax": syntax.check_syntax})
