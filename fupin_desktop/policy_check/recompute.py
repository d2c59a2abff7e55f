"""What the program computes for each figure of the papers: from parameters and from what else the paper gives.

No figure that is expected stands in these files; what a figure needs it asks for by code, area and day, so that a
parameter that is off by one unit shows.
"""

from collections.abc import Callable, Mapping

from fupin_desktop.policy_check import counts, lines, money, times
from fupin_desktop.policy_check.asking import Asker, Given

Recompute = Callable[[Asker, Given], list[str]]
RECOMPUTED: Mapping[str, Recompute] = {
    "Q02": money.village_fund,
    "Q03": money.of_registered,
    "Q04": counts.average_size,
    "Q05": counts.exits_so_far,
    "Q06": counts.by_assistance,
    "Q07": counts.team_members,
    "Q08": money.of_capable,
    "Q09": money.both_bases,
    "Q11": lines.household_line,
    "Q12": lines.village_line,
    "Q13": lines.grown,
    "Q14": lines.lines_of_a_year,
    "Q15": lines.two_gates,
    "Q16": lines.poor_share,
    "Q17": counts.sum_of_parts,
    "Q18": counts.sum_of_parts,
    "Q19": counts.villages_by_unit,
    "Q20": money.guide_parts,
    "Q21": money.guide_years,
    "Q22": money.pooled,
    "Q23": money.guide_payers,
    "Q24": money.guangzhou,
    "Q25": money.guangzhou_a_year,
    "Q26": money.two_like_sums,
    "Q27": times.campaign,
    "Q28": times.allowance,
    "Q29": times.expenses,
    "Q30": times.trips,
    "Q31": times.term,
    "Q32": money.loan,
    "Q33": money.medical,
    "Q34": times.cadres_needed,
    "Q35": times.times_a_year,
    "Q36": times.housing,
    "Q37": lines.deep_poverty,
    "Q38": times.notice_days,
    "Q41": money.two_cities,
    "Q42": times.deadlines,
    "Q43": times.larger_villages,
    "Q44": times.report_periods,
    "Q45": money.no_sum_printed,
    "Q46": counts.notices,
    "Q47": counts.named,
    "Q48": counts.named,
}
