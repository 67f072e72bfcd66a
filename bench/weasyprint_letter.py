#!/usr/bin/env python3
"""The letter of bench/letter.h by WeasyPrint, warm, in one process: the median of its pages."""

import statistics
import time

try:
    import weasyprint
except ImportError:
    print("  WeasyPrint is not installed: scripts/install-deps --bench")
    raise SystemExit(0)

LETTER = """<html lang="fr"><head><title>Notification de décision</title><style>
@page {{ size: A4; margin: 20mm; @top-left {{ content: "SIAO du Rhône" }}
@bottom-right {{ content: "page " counter(page) " sur " counter(pages) }} }}
body {{ font: 11pt/1.25 "Noto Sans" }} table {{ border-collapse: collapse }}</style></head><body>
<h1>Notification de décision</h1>
<p>Madame Amina Haddad, votre demande n° 2026-{number:05} a été examinée le 12 mars 2026 par nos
services.</p>
<p>Vous avez droit à une aide de 1 250,50 € par mois à compter du 1er avril 2026. L’affiche
officielle confirme l’efficacité du dispositif.</p>
<p>Vous pouvez présenter des observations, seule ou avec la personne de votre choix, avant que
la décision ne soit prise. Elles sont lues et gardées au dossier.</p>
<ul><li>une copie de votre carte d’identité</li>
<li>un justificatif de domicile de moins de trois mois</li></ul>
<table><tr><th>Date</th><th>Montant</th></tr><tr><td>01/04/2026</td><td>1 250,50 €</td></tr></table>
<p>Vous pouvez contester cette décision dans un délai de deux mois.</p></body></html>"""

WARM_UP, ROUNDS = 3, 15


def seconds(number):
    begun = time.process_time()
    pdf = weasyprint.HTML(string=LETTER.format(number=number)).write_pdf()
    return time.process_time() - begun, len(pdf)


for warm in range(WARM_UP):
    seconds(warm)
taken = [seconds(number) for number in range(ROUNDS)]
print(f"  latin, untagged: {statistics.median(time for time, _ in taken) * 1e6:.0f} us, "
      f"{taken[-1][1]} bytes (WeasyPrint {weasyprint.__version__})")
