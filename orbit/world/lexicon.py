"""Names of people, by culture: first names, last names, and stems and endings that build more last names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """The names of one language area; earlier names are commoner."""

    first: tuple[str, ...]
    last: tuple[str, ...]


def _culture(first: str, last: str, stems: str = "", endings: str = "") -> Culture:
    """Split the lists at blanks; `_` stands for a blank inside a name."""
    built = [stem + ending for stem in stems.split() for ending in endings.split()]
    names = dict.fromkeys(name.replace("_", " ") for name in (*last.split(), *built))
    return Culture(tuple(first.split()), tuple(names))


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


ENGLISH = _culture(
    """
    James Mary John Emily Robert Sarah Michael Emma William Olivia David Hannah Thomas Grace Daniel Laura
    Matthew Alice Andrew Rachel Christopher Jessica Joseph Megan Benjamin Katherine Samuel Elizabeth Edward
    Margaret Nicholas Victoria Jonathan Rebecca Alexander Abigail Timothy Jennifer Gregory Deborah Patrick Susan
    Stephen Natalie Kenneth Caroline
    """,
    """
    Smith Johnson Brown Taylor Miller Davis Wilson Moore Clark Walker Hall Wright Green Baker Carter Mitchell
    Turner Parker Collins Cooper Reed Bailey Hughes Price Foster Barnes Murray Palmer Stone Webb Hunt Marsh
    Pryce Lowe Frost
    """,
    """
    Ash Ald Bar Black Brad Bram Burn Cal Chat Clif Cran Dal Dun East El Fair Farn Gran Hal Hart Haw Hol Hux
    Kings Lang Lin Mar Mel Nor Oak Pem Pres Rad Red Shel Stan Thorn Wake Wal West Whit Win Wood
    """,
    "worth ford ley ton by field combe bury well wick den more burn gate mere stead hurst cliffe",
)
CELTIC = _culture(
    """
    Aoife Liam Niamh Sean Ciara Conor Siobhan Declan Maeve Fergus Orla Ronan Isla Callum Eilidh Hamish Fiona
    Angus Catriona Ewan Brigid Padraig Sinead Rory Grainne Cormac Mairead Lachlan Rhys Carys Owain Bronwen
    Gareth Megan
    """,
    """
    Murphy Kelly O'Brien Byrne Ryan O'Connor Walsh Doyle Kennedy Lynch Quinn Nolan Campbell Stewart Fraser Munro
    Sinclair Drummond Griffiths Llewellyn Prosser Bevan
    """,
    "Mac Mc O' Fitz",
    """
    Allen Ardle Brann Carrick Cullen Dalgan Devlin Entee Fadden Gavock Garvey Gilroy Hale Inerney Kerran Lorne
    Loughlin Mahery Nally Nish Padden Quillan Rannoch Shane Sweyne Tavish Tiernan Vane Weir
    """,
)
GERMAN = _culture(
    """
    Anna Lukas Sophie Maximilian Lena Felix Katharina Jonas Julia Tobias Franziska Sebastian Miriam Florian
    Claudia Matthias Sabine Andreas Jürgen Ulrike Günther Käthe Björn Anneliese Steffen Heike Torsten Bettina
    Johannes Annika Moritz Greta Konstantin Theresa Wolfgang Ingrid Niklas Marlene
    """,
    """
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf
    Schröder Neumann Schwarz Zimmermann Krüger Hartmann Lange Köhler Jäger Böhm Weiß Vogt Brandt Lorenz Kuhn
    """,
    """
    Alten Birken Brun Buchen Dieten Eichen Falken Grün Hasel Hirsch Hohen Kalten Kirch Linden Mühl Neu Nieder
    Ober Reichen Rosen Schön Sonnen Stein Tannen Wald Weiden Winter
    """,
    "berg bach mann hauer feld thal dorf kamp auer stein",
)
NORDIC = _culture(
    """
    Erik Ingrid Lars Astrid Anders Freja Magnus Sigrid Mikkel Kirsten Sven Linnea Øyvind Åse Jens Maja Henrik
    Elin Nils Signe Søren Karin Mats Hanna Aino Eero Veera Tuomas Gunnar Solveig Rasmus Ida Kjell Märta Oskar
    Tove Jørgen Liv
    """,
    """
    Hansen Johansson Andersen Nilsson Larsen Karlsson Olsen Svensson Pedersen Berg Lindqvist Dahl Haugen Ström
    Lund Sørensen Møller Åkesson Nygård Virtanen Korhonen Mäkinen Holm Krogh Bakke
    """,
    "Alm Björk Ek Fors Gran Hall Hed Kvarn Lind Lilje Norr Ro Sand Sjö Söder Stor Sund Väster Öster Åker",
    "berg ström gren lund dal qvist vik stad mark",
)
FRENCH = _culture(
    """
    Camille Antoine Chloé Julien Élodie Mathieu Amélie Nicolas Juliette Guillaume Céline François Margaux
    Étienne Sylvie Baptiste Hélène Thierry Aurélie Benoît Manon Rémi Nathalie Olivier Inès Laurent Delphine
    Xavier Valérie Quentin
    """,
    """
    Martin Bernard Dubois Moreau Laurent Lefèvre Roux Fournier Girard Mercier Lambert Fontaine Chevalier
    Gauthier Perrin Lefebvre Bonnet Rousseau Garnier Faure Blanchard Guérin Colin Marchand
    """,
    """
    Beau Belle Bois Char Champ Clair Cour Dur Éper Font Gir Grand Haut Lam Mont Neuv Pier Roche Tour Val Vign
    Vill
    """,
    "mont ville court val lieu chard mier rand bert neau ron",
)
SPANISH = _culture(
    """
    Ana Carlos María Javier Lucía Alejandro Carmen Miguel Sofía Pablo Elena Diego Isabel Sergio Marta Andrés
    Pilar José Raquel Fernando Beatriz Álvaro Cristina Rafael Nuria Íñigo Paula Gonzalo Teresa Joaquín Valentina
    Mateo Ximena Santiago
    """,
    """
    García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Ruiz Díaz Álvarez Moreno Muñoz Romero
    Navarro Torres Domínguez Vázquez Ramos Gil Serrano Blanco Molina Suárez Castro Ortega Delgado Iglesias
    Medina
    """,
    """
    Aldes Arran Azp Barran Carr Cerv Echev Elg Ferr Gall Herr Iba Larr Mend Mir Olm Pal Quint Sal Tolos Urr Vill
    Zal Zub
    """,
    "ieta anza era ales ero oza ina edo ondo arte",
)
PORTUGUESE = _culture(
    """
    João Beatriz Pedro Mariana Tiago Inês Rafael Catarina Gonçalo Joana Rui Leonor Nuno Marta Luís Carolina
    Vítor Sofia André Letícia Thiago Camila Bruno Fernanda Caio Juliana Otávio Larissa Davi Renata
    """,
    """
    Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Marques
    Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Vieira Cardoso
    """,
    "Alv Barr Bast Cald Cam Fig Guim Lour Mach Mour Nogu Per Quint Seix Silv Tav Vasc",
    "eira ado oso aral enço eirinha ares",
)
ITALIAN = _culture(
    """
    Giulia Marco Francesca Luca Chiara Matteo Elisa Alessandro Martina Davide Valentina Lorenzo Federica Andrea
    Silvia Giovanni Paola Riccardo Ilaria Stefano Serena Niccolò Beatrice Emanuele Caterina Tommaso
    """,
    """
    Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Mancini Costa
    Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi
    """,
    "Alber Bat Bel Bon Cas Del Fal Gal Lom Mal Mon Pas Pel Sal Tor Ven Vis Zan",
    "tini telli tucci toni taldi gatti nardi",
)
DUTCH = _culture(
    """
    Sanne Daan Lotte Bram Femke Thijs Anouk Jeroen Marieke Pieter Eline Sander Hanneke Willem Iris Maarten Floor
    Ruben Annelies Joost Roos Koen Esther Bas Nienke Wouter Jasmijn Gijs
    """,
    """
    de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Visser Smit de_Boer Mulder de_Groot Bos Vos Peters
    Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer Kuipers van_der_Linden
    """,
    "Berk Brink Dal Eik Gras Haver Hoog Kamp Linde Molen Noorde Oost Rooden Schoon Veen Vlas Wester Zand",
    "stra huis sma man horst beek broek voort dam",
)
SLAVIC = _culture(
    """
    Anna Piotr Katarzyna Tomasz Magdalena Paweł Agnieszka Marcin Joanna Michał Zuzanna Jakub Aleksandra
    Krzysztof Natalia Wojciech Karolina Mateusz Łukasz Jana Petr Tereza Ondřej Lucie Marek Kateřina Zoltán
    Eszter Bence Ivana Dušan Milena
    """,
    """
    Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Mazur
    Krawczyk Novák Svoboda Dvořák Černý Procházka Horváth Nagy Szabó Kovač Petrović Horák
    """,
    "Bor Bielaw Cisz Dobr Grab Gór Jan Kal Klim Les Lip Mal Olsz Pias Rog Sik Sob Tur Wil Wron Zab Zar",
    "owski iński ecki czyk ak owicz",
)
INDIAN = _culture(
    """
    Priya Rahul Ananya Arjun Neha Vikram Kavya Rohan Divya Aditya Meera Sanjay Pooja Karthik Shreya Amit Lakshmi
    Nikhil Anjali Suresh Deepa Rajesh Swati Varun Ishita Manish Nandini Harish Aarti Siddharth Farah Imran
    """,
    """
    Sharma Patel Singh Gupta Kumar Reddy Iyer Nair Mehta Shah Verma Joshi Rao Desai Menon Chatterjee Banerjee
    Kapoor Malhotra Agarwal Pillai Bhatt Kulkarni Chopra Mukherjee Khan Sinha Bose Trivedi Saxena
    """,
    "Bhara Chandra Deva Gana Hari Jaya Krishna Mano Nara Naga Rama Sada Subra Sunda Venka Vija Vishwa",
    "swamy murthy nathan kar raman wal jee gupta prasad pathi",
)
CHINESE = _culture(
    """
    Wei Li Jing Min Hao Xin Yan Jun Mei Lei Fang Tao Ying Bo Hui Chen Ling Kai Na Peng Xiaoming Yifan Zihan
    Jiayi Haoran Ruoxi Minghui Weijie Siyu Kevin Grace Jason Vivian Eric
    """,
    """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Deng
    Feng Song Cheng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Wei Su Lu Ding Ren Yao Shen Jin Tan
    Chan Wong Cheung Lam Leung Ho Ng Goh Teo Koh
    """,
)
LEVANT = _culture(
    """
    Omar Layla Yusuf Amira Karim Nadia Tarek Salma Hassan Rania Elif Emre Zeynep Mehmet Ayşe Can Deniz Burak
    Selin Yaşar Noa Eitan Maya Yael Amir Shira Dalia Samir Leila Darius
    """,
    """
    Haddad Khoury Mansour Saleh Nasser Aziz Farouk Hamdan Rahman Y\u0131lmaz Kaya Demir Çelik Şahin Öztürk Ayd\u0131n
    Arslan Cohen Levi Mizrahi Peretz Katz Azoulay Karimi Hosseini Rahimi
    """,
    "Al- Ben- Bar- Abu-",
    """
    Amari Badawi Dahan Fayed Ghazal Harari Jaber Kadri Lahham Masri Najjar Qasim Rashid Sabbagh Tamimi Zayed
    """,
)

CULTURES: tuple[Culture, ...] = (
    ENGLISH, CELTIC, GERMAN, NORDIC, FRENCH, SPANISH, PORTUGUESE, ITALIAN, DUTCH, SLAVIC, INDIAN, CHINESE, LEVANT,
)  # fmt: skip
GERMAN_INDEX = CULTURES.index(GERMAN)
TWO_SURNAMES = (CULTURES.index(SPANISH), CULTURES.index(PORTUGUESE))

NICKNAMES = _pairs(
    """
    Robert:Bob William:Bill Michael:Mike David:Dave Thomas:Tom Daniel:Dan Matthew:Matt Andrew:Andy Rachel:Rach
    Christopher:Chris Jessica:Jess Joseph:Joe Benjamin:Ben Katherine:Kate Samuel:Sam Elizabeth:Liz Edward:Ted
    Margaret:Maggie Nicholas:Nick Victoria:Vicky Jonathan:Jon Rebecca:Becky Alexander:Alex Abigail:Abby
    Timothy:Tim Jennifer:Jen Gregory:Greg Deborah:Debbie Patrick:Pat Susan:Sue Stephen:Steve Natalie:Nat
    Kenneth:Ken James:Jim Maximilian:Max Katharina:Kathi Sebastian:Basti Franziska:Franzi Johannes:Hannes
    Konstantin:Konsti Theresa:Resi Alejandro:Alex Francesca:Fran Alessandro:Ale Fernando:Nando Santiago:Santi
    Guillaume:Guy Magdalena:Magda Aleksandra:Ola Katarzyna:Kasia Krzysztof:Krzys Piotr:Peter Wojciech:Wojtek
    Siddharth:Sid Vikram:Vik Margaux:Margo Henrik:Rik Willem:Wim Pieter:Piet Rafael:Rafa José:Pepe
    Valentina:Vale Catriona:Cat Siobhan:Shiv Declan:Dec Cristina:Cris Beatriz:Bea Federica:Fede Lorenzo:Renzo
    Antoine:Tony Nikhil:Nik Tobias:Tobi Ulrike:Uli
    """
)
