"""Texts on which two engines for the same weights are compared. They say nothing of anybody; they are made up."""

PROBES = (
    "Hei!",
    "Votter av ull strikkes om høsten.",
    "Kjem ferja til øya om vinteren òg, eller går ho berre når det er sommar og folk på besøk?",
    "The lighthouse keeper counts the ships that pass between noon and four o'clock.",
    "Åpningstider: mandag–fredag 08.00–15.30, lørdag 10–14; stengt 24.12 og 31.12.",
    "Et kurs i brødbaking gir 7,5 studiepoeng og koster 1 250 kroner. Deltakerne møtes tre helger i en gammel mølle, "
    "og mellom samlingene baker de hjemme, skriver ned hva som gikk galt, og sender bilder av skorpen til de andre.",
    "Båten > Motoren > Vedlikehald\nOlja vert skifta kvar hausten. Filteret vert skifta annakvart år, eller når det "
    "ser mørkt ut. Den som skifter, skriv dato og timetal i den blå boka.",
    "Reindeer, sheep and goats graze on the island; a wooden fence (1.4 m high) keeps them apart from the vegetables.",
    "«Snø», sa bestemor, «er bare regn som har bestemt seg.» Så gikk hun ut og målte: 43 cm ved låven, 51 ved bekken.",
    "https://eksempel.no/strikking?side=2 · post@eksempel.no · 00 00 00 00",
    "| Farge | Garn | Pinner |\n|---|---|---|\n| rød | 50 g | 3,5 mm |\n| blå | 100 g | 4 mm |",
    "Fjellhytta ligger to timers gange fra veien. " * 12,
)
