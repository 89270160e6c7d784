"""How it is said that something of one table has nothing in another: "never bought", "没有下过单"."""

# ruff: noqa: E501 - a pattern is read as one line

NOBODY = (
    r"\b(?:nobody|no[ -]?one|no (?:single )?(?:customers?|clients?|members?|buyers?|people|person|users?))\b|没有?(?:一个)?人(?:买|要|点|借|选|报|用|订|下单|看|领|问)过?|无人问津|\bwithout (?:any|an?|matching)\b|\b(?:has|have|had) no\b|\bnever\b|\bnot (?:in|on|among)\b"
    r"|在\s*[\w./-]+\.(?:csv|tsv|xlsx|json|parquet)\s*(?:里面?|中|表)?(?:都|根本|却|并)?(?:没有?|找不到|查不到|不存在|没出现|对不上)|找不到对应|对不上|匹配不上|没有对应"
    r"|\b(?:belong|refer|point|link)(?:s|ing)? to (?:an? )?[a-z]+ (?:that|who|which) (?:is|are|do|does)(?: not|n['’]t) |\b(?:unknown|non-?existent|missing) (?:customers?|members?|products?|clients?|users?)\b"
    r"|\b(?:do|does|did)(?: not|n['’]t)(?: even)? (?:appear|occur|exist|feature|show up|turn up|crop up)\b"
    r"|没有(?:任何)?(?:下过?)?(?:订单|记录|购买|对应)|没下过单|没买过|不在"
    r"|\b(?:has|have|had|did)(?:n['’]t| not)(?: yet| already)?(?: been)?(?: ever)? (?:come|came|show|turn|hand|submit|paid|pay|order|buy|bought|attend|register|sign|book|visit|check|return|repl|respond|vote|appear|use|donate|log|file|complete|deliver|join|take|enrol|borrow|apply|rsvp|answer|sent|send|given|give)\w*(?![^.?!,]*\d)"
    r"|(?:还|都|也|谁|[人生户员学工]|同事|同学|的)(?:还)?(?:没有?|未)(?:来|去|到|买|用|借|参加|登录|打卡|交|缴|考|报名|消费|订购|下单|签到|付|还书|提交|上交|回复|领|取|投票|预约|出勤|登记|打疫苗|体检|参与|到场|出现)"
    r"|(?:从来?|一次)[都也]?没有?[\u4e00-\u9fff]{1,4}过?|没有?(?:来|去|到|买|用|借|参加|登录|打卡|交|缴|考|报名|消费|订购|下单)过"
)
