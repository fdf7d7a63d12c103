// Calls what the built extension calls when its icon is clicked on a tab.

const { built, settings, tab } = JSON.parse(process.argv[2]);
const { lookupKey } = await import(`${built}/lookup.js`);
const { tokenFor } = await import(`${built}/orbit.js`);

try {
  console.log(JSON.stringify({ token: await tokenFor(fetch, settings, lookupKey(tab)) }));
} catch (error) {
  console.log(JSON.stringify({ problem: error.message }));
}
