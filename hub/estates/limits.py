"""The numbers that measured clauses reckon with, besides those that stand in the standards."""

WARMTH_C = 18.0, 28.0  # HTM 03-01, general wards, from memory; framework row 40 names no number
AIR_MOST_PPM = 1500.0  # BB101, from memory, and HSE: above it is poor
NIGHT_FROM_MIN, NIGHT_UNTIL_MIN = 23 * 60, 7 * 60  # HTM 08-01, from memory: 23:00 to 07:00
NIGHT_MOST_DBA = 35.0  # HTM 08-01: 35 dB LAeq in an hour of the night
HOUR_KNOWN = 0.5  # our own proposal: of an hour, before its level is one
