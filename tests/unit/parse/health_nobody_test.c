/* SPDX-License-Identifier: Apache-2.0 */
/* Files of programs and machines whose words health care has too: nobody is told; the same words about a patient are. */
#include "unit/parse/health_lines.h"

Test(health_nobody, formats_of_programs_describe_programs) {
    static const struct row rows[] = {
        {"a template of a cloud", "main.json",
         "{\n"
         " \"$schema\": \"https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#\",\n"
         " \"metadata\": {\n"
         "  \"name\": \"Gateway Rules\",\n"
         "  \"description\": \"This module deploys a rule.\"\n"
         " },\n"
         " \"parameters\": {\n"
         "  \"conditions\": {\n"
         "   \"type\": \"array\",\n"
         "   \"metadata\": {\n"
         "    \"description\": \"Optional. A list of conditions that must be matched.\"\n"
         "   }\n"
         "  }\n"
         " },\n"
         " \"resources\": [\n"
         "  {\n"
         "   \"properties\": {\n"
         "    \"conditions\": \"[parameters('conditions')]\"\n"
         "   }\n"
         "  }\n"
         " ],\n"
         " \"outputs\": {\n"
         "  \"name\": {\"type\": \"string\", \"metadata\": {\"description\": \"The name of the rule.\"}}\n"
         " }\n"
         "}\n",
         "nothing"},
        {"a list of parts whose authors are thanked", "sbom.json",
         "{\n"
         " \"bomFormat\": \"CycloneDX\",\n"
         " \"components\": [\n"
         "  {\n"
         "   \"name\": \"lark\",\n"
         "   \"description\": \"lark provides a complete suite of facilities.\\n\\n \\\"I had a class with Ines Halvorsen on "
         "testing last week and we were\\n allowed to choose. Thank you for helping us keep our mental sanity. Your doctor and "
         "your appointment\\\"\",\n"
         "   \"author\": \"Marta Halvorsen\",\n"
         "   \"purl\": \"pkg:gem/lark@6.0.2\"\n"
         "  }\n"
         " ]\n"
         "}\n",
         "nothing"},
        {"translations", "public/js/langs/en.json",
         "{\"patient\": {\"name\": \"Marta Halvorsen\", \"dob\": \"1961-03-14\", \"mrn\": \"48392011\"}}\n", "nothing"},
        {"animals of a shop of examples", "owners.json",
         "[ {\n \"firstName\": \"Ines\",\n \"lastName\": \"Halvorsen\",\n \"address\": \"105 N. Lake St.\",\n \"telephone\": "
         "\"6082552654\",\n \"pets\": [ {\n  \"birthDate\": \"2012-09-04\",\n  \"visits\": [ {\"description\": \"rabies "
         "shot\"}, {\"description\": \"spayed\"} ]\n } ]\n} ]\n",
         "nothing"},
        {"the same of a patient who was bitten", "visit.json",
         "{\n \"patient\": {\n \"lastName\": \"Halvorsen\",\n \"firstName\": \"Ines\",\n \"birthDate\": \"2012-09-04\",\n"
         " \"diagnosis\": \"rabies shot after a bite\"}\n}\n",
         "3 4 5 6"},
    };
    EXPECT_ROWS(rows);
}

Test(health_nobody, texts_about_machines_have_problems_too) {
    static const struct row rows[] = {
        {"a template of a request", "feature.md",
         "---\n"
         "name: Feature request\n"
         "about: Suggest an idea for this project\n"
         "title: '[name of the chart e.g. stable/chart] issue title'\n"
         "labels: ''\n"
         "\n"
         "---\n"
         "\n"
         "<!-- Thanks for filing an issue! Before hitting the button, please answer these questions. It's helpful to search "
         "the existing GitHub issues first. It's likely that another user has already reported the issue you're facing.\n"
         "\n"
         "Describe *in detail* the feature you'd like to see.\n"
         "\n"
         "Be ready for followup questions, and please respond in a timely manner. If we can't reproduce a bug or think a "
         "feature already exists, we might close your issue.  If we're wrong, PLEASE feel free to reopen it and explain why.\n"
         "-->\n"
         "\n"
         "**Is your feature request related to a problem? Please describe.**\n"
         "A clear and concise description of what the problem is. Ex. I'm always frustrated when [...]\n"
         "\n"
         "**Additional context**\n"
         "Add any other context or screenshots about the feature request here.\n",
         "nothing"},
        {"a page of the web", "page.html",
         "<html><head><link rel=\"stylesheet\" href=\"a.css\">\n<script type=\"text/javascript\" "
         "src=\"jquery.js\"></script></head>\n"
         "<body>\n<h1>News</h1>\n<p>Mireille Delorme was 62 and had cancer, on January 5, 2023.</p>\n<p>Get our plugin for "
         "your browser or download the library.</p></body></html>\n",
         "nothing"},
        {"a ticket about a patient names machines as well", "ticket.txt",
         "The HL7 module on the Linux backend failed after the upgrade, see GitHub issue; workaround in the configuration.\n"
         "Patient: Marta Halvorsen\nMRN: 48392011\nDOB: 03/14/1961\n",
         "2 3 4"},
    };
    EXPECT_ROWS(rows);
}

Test(health_nobody, rows_of_places_and_companies_are_no_patients) {
    static const struct row rows[] = {
        {"companies", "rounds.csv",
         "permalink,company,category,city,state,fundedDate,raisedAmt\nlark,Lark Infusionsoft,web,Gilbert,AZ,1-Oct-07,9000000\n"
         "wren,Wren,web,Tempe,AZ,1-Oct-06,6000000\n",
         "nothing"},
        {"places", "spots.csv",
         "OBJECTID,Provider,Name,Latitude,Longitude,Activated,Area\n10604,WREN,Baisley Pond,40.6748599999,-73.7841200005,"
         "05/25/2017,Todt Hill-Heartland Village\n10605,WREN,Kissena Park,40.7475599996,-73.8181499997,05/26/2017,Heartland\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_nobody, rules_and_drawings_have_names_and_conditions) {
    static const struct row rows[] = {
        {"rules of a battery", "rules.sql",
         "CREATE TABLE `management_rule` (`name` varchar(50), `description` text, `conditions` text, `created` datetime);\n"
         "INSERT INTO `management_rule` VALUES ('Battery Low','','<log.temperature> > 90','2025-06-20 21:04:22');\n",
         "nothing"},
        {"a drawing", "d.drawio",
         "<mxfile host=\"Electron\">\n<diagram id=\"Ul\" name=\"Page-1\">\n<mxGraphModel dx=\"1106\" dy=\"997\"/>\n</diagram>\n"
         "</mxfile>\n",
         "nothing"},
        {"who develops a program for patients", "pom.xml",
         "<project>\n<description>patient portal</description>\n<developers><developer>\n<name>Marta Halvorsen</name>\n<email>"
         "marta@lake.org</email></developer></developers>\n</project>\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_nobody, templates_prices_and_titles_name_nobody) {
    static const struct row rows[] = {
        {"a segment to be filled in", "guide.md",
         "## Subscriber\n\n```\nNM1*IL*1*{LAST}*{FIRST}****MI*{MEMBER_ID}~\nN3*{STREET}~\nN4*{CITY}*{ST}*{ZIP}~\n"
         "DMG*D8*{CCYYMMDD}*{M|F}~\n```\n\nQuestions: help desk, 612-824-7342. Cutover 2026-01-01.\n",
         "nothing"},
        {"the same, filled in", "guide.md",
         "## Subscriber\n\n```\nNM1*IL*1*HALVORSEN*MARTA****MI*3KT8MN5PQ21~\nN3*17 LARCH LN~\nN4*DULUTH*MN*55803~\n```\n",
         "4 5 6"},
        {"what a hospital charges", "prices.csv",
         "description,code,gross_charge,payer,rate,effective\nMRI LUMBAR SPINE WO CONTRAST,72148,2418.00,Lake Mutual,811.40,"
         "2025-01-01\nCOLONOSCOPY W BIOPSY,45380,3120.00,Prairie HMO,1008.75,2025-01-01\n",
         "nothing"},
        {"somebody whose name has letters of a plan", "list.csv",
         "1,Mahmoud Filippo,2024-03-05,asthma\n2,Marta Halvorsen,2024-03-06,otitis media\n", "1 2"},
        {"letters of a title", "surefire.txt",
         "[INFO]  T E S T S\n[INFO] Running org.lake.PatientServiceIT\n[INFO] Tests run: 12, Failures: 0\n[ERROR] "
         "expected: <NM1*IL> but was: <NM1*QC>\n[INFO] Finished at: 2025-04-28T17:40:02Z\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}
