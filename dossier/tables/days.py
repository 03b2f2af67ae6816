"""Days on which periods of the book begin and end."""

#: The American-led war in Afghanistan begins.
US_WAR = "2001-10-07"
#: The last day of the republic in Kabul, and the day on which the Taliban took the city.
BEFORE_THE_FALL, FALL_OF_KABUL = "2021-08-14", "2021-08-15"
