"""Nynorsk words and the bokmål the sources use, for the search only.

Most nynorsk is found by stems and 4-grams; these are the words whose forms lie too far apart.
"""

import re
from collections.abc import Mapping

_PAIRS = """
skreiv skrev | skrive skrevet | rekne regne | vestlandet vestlandet | nemner nevner | nemnt nevnt | lova loven | lover lover | lærarar lærere |
noreg norge | lærar lærer | borti borti | kvart hvert | svara svarte | lagt lagt | avgift avgift | avtalar avtaler |
aktørar aktører | andsvar ansvar | arbeidsgivar arbeidsgiver | avgjerd beslutning | avgjerder beslutninger | avtala
avtalen | bedrifta bedriften | berekraft bærekraft | bidreg bidrar | born barn | deltakarar deltakere | døme
eksempel | eigar eier | eigarar eiere | einig enig | einskild enkelt | etterspurnad etterspørsel | fekk fikk |
finst finnes | forlengd forlenget | forlenging forlengelse | fornya fornyet | forskar forsker | forskarar forskere
| forsking forskning | forskingssenter forskningssenter | fylgje følge | fyrste første | føretak foretak | gjeld
gjelder | gjev gir | grunnleggjande grunnleggende | haust høst | hausten høsten | heimeside hjemmeside | heiter
heter | høve mulighet | høyrer hører | innan innen | innhald innhold | jarnbane jernbane | kjelde kilde | kjelder
kilder | kjem kommer | kome komme | kostar koster | krev krever | leiar leder | leiarar ledere | leidd ledet |
leier leder | leiing ledelse | lovverk regelverk | løn lønn | løyving bevilgning | medlemer medlemmer | medverkar
medvirker | mogleg mulig | moglegheit mulighet | moglegheitene mulighetene | moglegheiter muligheter | målsetjing
målsetting | møtest møtes | namn navn | nettstad nettsted | nytte bruk | opna åpnet | opning åpning | partnar
partner | partnarar partnere | peng penger | pengar penger | rabattar rabatter | rekning regning | retta rettet |
saman sammen | samarbeida samarbeide | seier sier | sjukdom sykdom | skilnad forskjell | skilnaden forskjellen |
skriven skrevet | skular skoler | skule skole | stad sted | stader steder | studentar studenter | styresmaktene
myndighetene | stønad støtte | støtteordningar støtteordninger | søkjar søker | søkjarar søkere | søkje søke |
søkjer søker | tek tar | teke tatt | teneste tjeneste | tenester tjenester | tilbod tilbud | tilboda tilbudene |
tilrådd anbefalt | tilsette ansatte | tilskot tilskudd | treng trenger | tryggleik sikkerhet | tydinga betydningen
| utan uten | utdanningar utdanninger | utlysing utlysning | vart ble | vere være | verksemd virksomhet |
verksemder virksomheter | vidare videre | vidareutdanning videreutdanning | vilja ville | ynskjer ønsker | årleg
årlig
"""
WORDS: Mapping[str, str] = dict(pair.split() for pair in _PAIRS.replace("\n", " ").split("|"))


def to_bokmaal(text: str) -> str:
    """The text with nynorsk words replaced by what the sources write."""
    return re.sub(r"[^\W\d_]+", lambda match: WORDS.get(match.group().casefold(), match.group()), text)
