"""What a calculator and a calendar tell: arithmetic, units, days between dates, the time."""

import aios_skill
import arithmetic
import bases
import days
import units
from figures import shown
from wording import expression_of


def calculate(request):
    """The value of the expression that the question spells or says in words."""
    expression, sign = expression_of(request.parameters["question"])
    try:
        value = arithmetic.value_of(expression)
    except arithmetic.Unclear as error:
        raise aios_skill.Failure(
            "expression_unclear",
            request.say("没有看懂要算什么。", "What is to be worked out is not clear."),
            request.say(
                "例如：(12.5 + 3) * 4，或 240 的 15%。", "Such as: (12.5 + 3) * 4, or 15% of 240."
            ),
        ) from error
    except arithmetic.TooLarge as error:
        raise aios_skill.Failure(
            "too_large",
            request.say("结果太大，写不下。", "The result has too many digits to be written."),
            request.say("换小一点的数。", "Try smaller numbers."),
        ) from error
    except arithmetic.NoValue as error:
        raise aios_skill.Failure(
            "no_value",
            request.say(f"{expression} 没有实数值。", f"{expression} has no real value."),
            request.say("例如不能除以 0。", "Nothing can be divided by 0, for example."),
        ) from error
    told, exact = shown(value)
    said = f"{expression} {'=' if exact else '≈'} {told}{sign}"
    return {
        "answer": said,
        "data": {"expression": expression, "value": f"{told}{sign}", "exact": exact},
    }


aios_skill.main(
    {
        "calculate": calculate,
        "convert_base": bases.convert_base,
        "convert_units": units.convert,
        "count_days": days.count_days,
        "tell_time": days.tell_time,
    }
)
