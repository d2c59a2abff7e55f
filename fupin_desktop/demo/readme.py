"""The text in the folder of the demonstration: what lies there, and how it is opened."""

from pathlib import Path

from fupin_desktop.demo.county import County
from fupin_desktop.demo.lateness import LATE_FOLDER, silent_ones

README = "说明.txt"


def write_readme(county: County, passphrase: str, seed: int) -> Path:
    """The text in Chinese, beside the books."""
    path = county.out / README
    path.write_text("\n".join(_lines(county, passphrase, seed)) + "\n", encoding="utf-8")
    return path


def _lines(county: County, passphrase: str, seed: int) -> list[str]:
    homes = sum(number for (_village, kind), number in county.counts.items() if kind == "household")
    quiet = silent_ones(county)
    lines = [
        f"演示数据（种子 {seed}）",
        "",
        "这里的人、户、村、单位和号码全部是虚构的，行政区划代码 441690 不属于任何地方。只供培训、练习和试用。",
        "",
        f"时间：2016年5月至2018年6月。共{len(county.villages)}个村、{homes}户。",
        f"所有台账库的口令：{passphrase}",
        f"镇扶贫办第二个人（李主任）的口令：{passphrase} er",
        "",
        "文件：",
        f"　{county.office.book.path.name}　镇（县）扶贫办的台账库，先打开它",
        *(f"　{desk.book.path.name}　{desk.name}的电脑（第一书记：{desk.secretary}）" for desk in county.laptops),
        "　bundles　每次上报和回执的数据包；再导入一次也不会重复计数",
        "　cards　登记设备用的名片和登记包",
        "",
        "打开：启动程序，选“打开台账库”，选上面的文件，输入口令。命令行：fupin book info 文件名",
        "电脑上的日期比台账库里最近一次登记晚得多，第一次登记前程序会请您确认日期，确认即可继续。",
        "",
        "可以练习：",
        "　1. 镇扶贫办有待核实事项：同一户的数村里和镇里填得不一样，请核定。",
        "　2. 看公示公告：哪些还在公示期内，哪些到期可以结束；看危房改造：哪些户还缺什么。",
    ]
    if quiet:
        lines.append(f"　3. {quiet[0].name}的电脑从2017年12月起没有上报：看看哪些户没有人走访。")
        lines.append(f"　4. “{LATE_FOLDER}”里是{quiet[1].name}迟到的数据包：导入到镇扶贫办的台账库。")
    return lines
