"""Looking after a workspace from outside: back it up, restore it, check and repair it."""

from aios.upkeep.backing import Backup as Backup
from aios.upkeep.backing import back_up as back_up
from aios.upkeep.backing import restore as restore
from aios.upkeep.checking import Health as Health
from aios.upkeep.checking import check as check
from aios.upkeep.repairing import recount as recount
from aios.upkeep.repairing import repair as repair
