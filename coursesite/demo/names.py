"""Names from many countries, each with the time zone that its bearer lives in. They are all made up."""

from typing import NamedTuple


class Named(NamedTuple):
    """A name and where its bearer's day begins."""

    name: str
    time_zone: str


def _at(time_zone: str, names: str) -> tuple[Named, ...]:
    return tuple(Named(name.strip(), time_zone) for name in names.split(","))


ADMIN = Named("Ruth Amsel", "Europe/Berlin")
COACHES = (
    Named("Maren Holt", "Europe/Berlin"),
    Named("Kofi Adjei", "Africa/Accra"),
    Named("Inês Carvalho", "Europe/Lisbon"),
)
WHO_LEFT = Named("Anton Weiss", "Europe/Vienna")

AT_NORTHLINE = (
    *_at("Europe/Dublin", "Aoife Brennan, Ciarán Doyle, Niamh Gallagher, Oisín Kavanagh, Sinéad Molloy, Eoin Tierney"),
    *_at("Europe/Dublin", "Blessing Okafor, Piotr Zawada, Renata Lis, Declan Moran, Gráinne Fahy, Shauna Roche"),
    *_at("Europe/Dublin", "Conall Devlin, Maeve Sheridan, Adaeze Obi"),
    *_at("Europe/Lisbon", "Tiago Fonseca, Beatriz Lopes, Rui Salgado, Marta Pinheiro, Joana Teixeira, Nuno Bastos"),
    *_at("Europe/Lisbon", "Sofia Amaral, Hugo Vidal"),
    *_at("Europe/Warsaw", "Katarzyna Wrona, Marek Sobczak, Ola Kmiecik, Tomasz Gil, Zofia Rak, Adam Kuc, Ewa Bielska"),
)

EVERYWHERE = (
    *_at("Europe/London", "Harriet Lowe, Dev Malhotra, Gareth Pugh, Yasmin Choudhury, Fiona Baird, Leroy Campbell"),
    *_at("Europe/London", "Priya Nair, Tom Ashworth, Elspeth Munro"),
    *_at("Europe/Dublin", "Róisín Daly, Fergal Keane"),
    *_at("Europe/Berlin", "Lena Vogt, Jannik Reuter, Sabine Kröger, Mehmet Yıldız, Hannes Brandl, Aylin Demir"),
    *_at("Europe/Berlin", "Uwe Petersen, Thuy Linh Tran"),
    *_at("Europe/Paris", "Camille Rousseau, Idriss Benali, Hélène Garnier, Mathis Lefort, Awa Diallo"),
    *_at("Europe/Amsterdam", "Sanne de Vries, Joost Bakker, Fatima El Idrissi"),
    *_at("Europe/Madrid", "Lucía Ortega, Íñigo Etxeberria, Carmen Rubio, Marc Puig"),
    *_at("Europe/Rome", "Giulia Ferri, Davide Conti, Rosa Esposito"),
    *_at("Europe/Stockholm", "Elin Sandberg, Oskar Nyström, Hodan Warsame"),
    *_at("Europe/Oslo", "Ingrid Solheim, Bjørn Haugen"),
    *_at("Europe/Copenhagen", "Søren Kjær, Freja Lund"),
    *_at("Europe/Helsinki", "Aino Lehtinen, Eero Salo"),
    *_at("Europe/Warsaw", "Agnieszka Król, Paweł Dudek, Hanna Wilk"),
    *_at("Europe/Prague", "Tereza Dvořáková, Jakub Marek"),
    *_at("Europe/Budapest", "Eszter Szabó, Gergő Balog"),
    *_at("Europe/Bucharest", "Ioana Munteanu, Radu Stan"),
    *_at("Europe/Athens", "Eleni Pappa, Nikos Vlachos"),
    *_at("Europe/Istanbul", "Zeynep Aksoy, Emre Kaplan"),
    *_at("Europe/Kyiv", "Oksana Bondar, Taras Melnyk"),
    *_at("Africa/Lagos", "Chinedu Eze, Funmilayo Adeyemi, Tunde Balogun"),
    *_at("Africa/Nairobi", "Wanjiru Kamau, Otieno Odhiambo, Amina Hassan"),
    *_at("Africa/Johannesburg", "Thandiwe Nkosi, Pieter van Wyk, Lerato Mokoena"),
    *_at("Africa/Cairo", "Nour Mansour, Karim Fathy"),
    *_at("Asia/Kolkata", "Ananya Iyer, Rohan Kulkarni, Meera Joshi, Arjun Reddy, Kavita Rao"),
    *_at("Asia/Karachi", "Bilal Qureshi, Sana Mirza"),
    *_at("Asia/Manila", "Jomar Santos, Maricel Reyes, Liza Bautista"),
    *_at("Asia/Singapore", "Wei Ling Tan, Farid Rahman"),
    *_at("Asia/Tokyo", "Haruka Mori, Kenta Ishii"),
    *_at("Asia/Seoul", "Jiwoo Han, Minseo Kwon"),
    *_at("Australia/Sydney", "Bronte Walsh, Liam Nguyen, Matilda Ross"),
    *_at("Pacific/Auckland", "Aroha Ngata, Hamish Blair"),
    *_at("America/New_York", "Denise Harper, Luis Marrero, Rachel Stein, Jamal Whitfield"),
    *_at("America/Chicago", "Carla Jensen, Andre Hollis"),
    *_at("America/Los_Angeles", "Grace Kim, Mateo Villanueva"),
    *_at("America/Toronto", "Émilie Gagnon, Harjit Gill"),
    *_at("America/Sao_Paulo", "Thiago Moura, Larissa Prado, Renan Batista"),
    *_at("America/Mexico_City", "Ximena Robles, Óscar Trejo"),
    *_at("America/Bogota", "Valentina Ríos, Andrés Pardo"),
)
