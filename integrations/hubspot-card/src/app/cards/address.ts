// Where Orbit is reached; `npm run configure -- https://…` writes it here and into app-hsmeta.json.
export const ORBIT = "https://orbit.example.com";
