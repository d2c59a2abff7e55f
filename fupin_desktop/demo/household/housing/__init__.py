"""Chapter of the houses (危房改造): applications in every season, at the end a case in every stage, each with pictures.

Village, township and the notices of both take turns: a case waits for the bundle as it does in life.
"""

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.household.housing.office import at_office, opening
from fupin_desktop.demo.household.housing.village import at_village

CHAPTER = Chapter("housing", opening=opening, at_village=at_village, at_office=at_office)
