// The public holidays of France and its territories by date-holidays, an independent calculation:
//   npm ci && node holidays.js > ../holidays_by_npm.txt
const Holidays = require('date-holidays');

const territories = {
  'metropole': [],
  'alsace-moselle': ['57'],
  'guadeloupe': ['GP'],
  'martinique': ['MQ'],
  'guyane': ['GF'],
  'la-reunion': ['RE'],
  'mayotte': ['YT'],
  'saint-martin': ['MF'],
  'saint-barthelemy': ['BL'],
  'saint-pierre-et-miquelon': ['PM'],
};

for (const [territory, state] of Object.entries(territories)) {
  const calendar = new Holidays('FR', ...state);
  for (let year = 1990; year <= 2060; year++) {
    const days = calendar.getHolidays(year, 'fr').filter((day) => day.type === 'public');
    console.log(territory, ...days.map((day) => day.date.slice(0, 10)).sort());
  }
}
