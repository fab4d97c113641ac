/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that show by what they say that one person is in care, and texts of health care that are about nobody. */
#include "unit/parse/health_lines.h"

Test(health_signs, one_person_in_care_shows_without_a_label) {
    static const struct row rows[] = {
        {"a given name and an age", "n.txt",
         "Chief complaint\nRosa is a pleasant 24-year-old here with left shoulder pain.\nTakes ibuprofen 600 mg.\nSeen "
         "3/14/2024.\n",
         "2 4"},
        {"a relation and an age", "t.txt",
         "TRIAGE CALL\nCaller: Ines Halvorsen (mother)\nRe: Rosa, 3 y/o\nCallback: 6128247342\nbarky cough, stridor at rest\n",
         "2 3 4"},
        {"who was excused", "w.txt",
         "To whom it may concern:\nPlease excuse Dwayne Mercer from work 3/18/2024 for a medical condition.\nHe may lift after "
         "4/1/24.\n",
         "2 3"},
        {"she was diagnosed", "c.txt",
         "1. The respondent, Marta Halvorsen, was born on March 14, 1961.\n2. She was diagnosed with Alzheimer disease on "
         "5/17/2023.\n",
         "1 2"},
        {"your mammogram", "l.htm", "<p>Dear Marta Halvorsen,</p>\n<p>Your mammogram of 8/13/2023 was normal.</p>\n", "1 2"},
        {"who writes what stands below", "f.eml",
         "From: billing@lake.org\nSubject: FW: bill\n\nFrom: Marta Halvorsen <mh@aol.com>\n\nI got a bill for my colonoscopy "
         "on "
         "4/18/2023, my insurance covers it.\n",
         "1 4 6"},
        {"an address below a name", "b.txt",
         "LAKE DENTAL\n\nBill to: Marta Halvorsen\n197 Juniper Hollow\nToledo OH 43606\n\n6/24/23  Periodic oral evaluation  "
         "58.00\n"
         "Insurance payment  -99.00\n",
         "3 4 5 7"},
        {"a birthday in a sheet of results", "s.txt",
         "SPECIMEN S91816559   COLLECTED 4/19/2023\nTILLQUIST, SAOIRSEL\nDOB 01/26/1972  F\nGLUCOSE  182 H\nHBA1C  9.0 H\n",
         "1 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, texts_to_everybody_are_about_nobody) {
    static const struct row rows[] = {
        {"a policy", "p.txt",
         "Telephone verification policy\nStaff must verify name, date of birth and MRN of the patient.\nPrivacy officer: Linda "
         "Boyd, "
         "(206) 386-6000, from January 5, 2023.\n",
         "nothing"},
        {"a release to the press", "r.txt",
         "FOR IMMEDIATE RELEASE - June 5, 2023\nMercy Hospital names Dr. Helen Okafor chief of cardiology.\nMedia contact: "
         "James "
         "Whitfield, 206-386-6111, 747 Broadway, Seattle, WA 98122\n",
         "nothing"},
        {"a leaflet", "l.txt",
         "Metformin tablets\nTell your doctor if you have kidney problems.\nLast revised March 2023.\nMarketing authorisation "
         "holder: "
         "Northfield Generics Ltd.\n",
         "nothing"},
        {"an article", "a.txt",
         "Diabetes affects 34 million. Between January 1, 2019 and March 14, 2021 we enrolled 212 patients at 12 hospitals.\n"
         "Correspondence: Helen Okafor, 1200 Market St, Boston, MA 02115; 617-386-0100.\n",
         "nothing"},
        {"a form nobody filled in", "i.txt",
         "PATIENT INTAKE FORM\nName: ______________   Date of birth: ___/___/_____\nCity: ________ State: ____ ZIP: ______\n"
         "Insurance member ID: __________\nSignature: ____________  Date: ______\n",
         "nothing"},
        {"a list of changes", "c.md",
         "## 2023-06-01\n\n* Laura Kim: encounters show the discharge date\n* Brian Cho: medication list shows insulin\n",
         "nothing"},
        {"a bulletin of a practice", "b.txt",
         "Flu shots at our clinic, 44 Elm Street, Tacoma, WA 98405, from September 5, 2023.\nMeet our new physician, Dr. "
         "Rafael Ortiz, "
         "who treats diabetes.\nNewsletter of spring. Call (253) 386-6000 for an appointment.\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, boxes_have_their_values_below_or_above) {
    static const struct row rows[] = {
        {"a row of values below a row of labels", "f.txt",
         "CONDITION: asthma\n1. LAST NAME        2. FIRST NAME     3. BIRTH DATE\nHALVORSEN           MARTA             "
         "03/14/1961\n",
         "3"},
        {"values above the rules they were written on", "c.txt",
         "Halvorsen, Marta\n_______________________\nPatient name (printed)\n\n03/14/1961\n_______________________\nDate of "
         "birth\n\nI "
         "consent to anesthesia.\n",
         "1 5"},
        {"labels without values", "t.txt", "1. LAST NAME        2. FIRST NAME     3. BIRTH DATE\n\nAnesthesia consent\n",
         "nothing"},
        {"a description of fields", "d.txt",
         "Patient name        Date of birth     Phone\nstring              date              string\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, once_it_is_about_a_patient_every_identifier_counts) {
    static const struct row rows[] = {
        {"numbers in groups and behind any label", "n.txt",
         "Patient: Marta Halvorsen, chest pain\nIncident # 25-00418\nWarehouse slip: K 771A 90218\n$ 12045\n", "1 2 3"},
        {"days as they are said and as others write them", "n.txt",
         "Patient: Marta Halvorsen, chest pain\nin the ER on the twelfth of May\nvu le 18 juin 2024\nagain april 2\n",
         "1 2 3 4"},
        {"addresses abroad", "n.txt",
         "Patient: Marta Halvorsen, Asthma\nwohnhaft Lindenstrasse 14, 70563 Stuttgart\n8 rue des Tanneurs, 29000 Quimper\n",
         "1 2 3"},
        {"a page with the name in its address", "n.txt",
         "Patient: Marta Halvorsen, chest "
         "pain\nhttps://tele.lake.org/j/marta-halvorsen-8817\nhttps://tele.lake.org/help\n",
         "1 2"},
        {"where somebody works", "n.txt",
         "Patient: Marta Halvorsen, chest pain\nHe works as a driver at Dunmore Cold Storage.\n", "1 2"},
        {"the same in a text about nobody", "n.txt",
         "Incident # 25-00418\nvu le 18 juin 2024\n8 rue des Tanneurs, 29000 Quimper\nworks at Dunmore Cold Storage\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, what_is_said_is_written_down) {
    static const struct row rows[] = {
        {"digits as words, a name letter by letter", "d.txt",
         "dictating on emergency patient last name spelled h e r n d o n\nmedical record number seven seven one zero four "
         "four\nshe is "
         "a seventy nine year old with a fracture\n",
         "1 2"},
        {"an answer digit by digit", "ivr.txt",
         "SYSTEM: Please enter your date of birth.\nCALLER: 0 5 1 7 1 9 6 3\nSYSTEM: You have one claim for your "
         "colonoscopy.\n",
         "2"},
        {"days of old cards", "gp.txt",
         "SURNAME Halvorsen   D.O.B. 3.6.38\n12.4.71  c/o low back pain. Rx Brufen\n2nd of May: asthma\n", "1 2 3"},
        {"counting aloud", "c.txt", "To test the line say one two three four five.\nThen hang up.\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, letters_abroad_are_about_patients_too) {
    static const struct row rows[] = {
        {"Dutch", "h.txt",
         "Geachte collega,\nBetreft: mw. J.C. van der Laan, geb. 12-03-1946, BSN 188204471\nAdres: Molenstraat 7, 9401 JV "
         "Assen\nwegens duizeligheid\n",
         "2 3"},
        {"French", "o.txt",
         "Dr Lacombe, mÃ©"
         "decin\nM. Gaspard Vauquelin, 63 ans\n17 impasse des Lilas, 31400 Toulouse\nAmoxicilline matin et soir\n",
         "1 2 3"},
        {"Italian", "s.txt",
         "SCHEDA DI DIMISSIONE\nCognome e nome: Quattrocchi Immacolata\nNata a Caltagirone il 19/02/1950\nDiagnosi: frattura\n",
         "2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, settings_citations_and_animals_are_nobody) {
    static const struct row rows[] = {
        {"an animal", "v.txt",
         "Riverside Animal Hospital. Patient: Biscuit, canine. Vaccines: rabies. Next visit 3/14/2024.\nOwner phone "
         "612-824-7342\n",
         "nothing"},
        {"a citation", "p.txt",
         "Smith J, Garcia M, Lee K. Outcomes of patients with diabetes. JAMA. 2019;322(4):311-320.\nPublished March 5, 2019.\n",
         "nothing"},
        {"keys and values", "c.yaml",
         "ehr:\n  base_url: https://fhir.lake.org\n  therapy: on\n  surgery: off\nsupport: {phone: 206-386-6100}\neffective: "
         "2023-06-01\n",
         "nothing"},
        {"the heads of a table", "w.md", "# Surgery list\n| Candidate | Listed | Contact |\n|--|--|--|\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_signs, places_and_turns_of_speech_tell_who_it_is) {
    static const struct row rows[] = {
        {"spoken to", "d.txt",
         "Rosa, you came to the ER on 3/23/2024 with a kidney stone.\nCall 612-824-7342 about the urine culture.\n", "1 2"},
        {"speaking", "s.txt", "612-824-7342: hey its Rosa, cant make my therapy today\nClinic: ok\n", "1"},
        {"in a bed", "t.txt", "Bed 22 is Mr. Santorini right? redraw the bloods\nhis daughter called 612-824-7342\n", "1 2"},
        {"a number of a patient", "r.txt", "Stroke timeline, pt 0447\n- 11/02/2024 21:40 tPA bolus\n", "1 2"},
        {"an envelope of two lines", "c.txt",
         "KEYSTONE RECEIVABLES\nLeopold Whitsitt\nRR 3 Box 229A, Punxsutawney PA 15767\nDate of service 08/16/2023, "
         "anesthesia\n",
         "2 3 4"},
        {"values above a row of labels", "v.txt",
         "COVID-19 vaccination card\nHalvorsen        Marta\nLast Name        First Name\n03/14/1961       483920\nDate of "
         "birth    Patient "
         "number\n",
         "2 4"},
        {"a room without anybody", "b.txt", "Bed 22 is clean. Dr. Santorini covers surgery, 612-824-7342.\n", "nothing"},
        {"a patient of a manual", "m.txt", "You may see your doctor. Surgery takes an hour. Call 612-824-7342.\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}
