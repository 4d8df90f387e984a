/**
 * Days as numbers, counted from 1970-01-01, and as people write them. Plain arithmetic, because a clock's own
 * calendar knows time zones, and a day that the room agreed on must not move when someone reads it elsewhere.
 */

/** “2027-03-31” for 20908. Gregorian, also before it began. */
export function dayWords(days: number): string {
  const { year, month, day } = civil(days);
  const digits = (value: number, places: number): string => String(Math.abs(value)).padStart(places, '0');
  return `${year < 0 ? '-' : ''}${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** Days since 1970-01-01, or null for what is no day, such as 2027-02-30. */
export function dayNumber(words: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(words);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  const days = daysBefore(year, month) + day - 1;
  return dayWords(days) === words ? days : null;
}

/**
 * Years begin in March here, so that the leap day is a year's last. The constants are days: 146,097 in four
 * centuries, 36,524 in one, 1,461 in four years; 719,468 from 0000-03-01 to 1970-01-01. The months from
 * March on follow 153 days in five. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
 */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/** Days from 1970-01-01 to the first of a month. */
function daysBefore(year: number, month: number): number {
  const fromMarch = (month + 9) % 12;
  const shiftedYear = month <= 2 ? year - 1 : year;
  const leaps = Math.floor(shiftedYear / 4) - Math.floor(shiftedYear / 100) + Math.floor(shiftedYear / 400);
  return 365 * shiftedYear + leaps + Math.floor((153 * fromMarch + 2) / 5) - 719_468;
}
