/* SPDX-License-Identifier: Apache-2.0 */
/* What people are called: given names that are common in the United States, in the languages that are spoken there. Words that
 * are more often something else ("Grant", "Mark", "Will", months, towns) are left out: a name alone proves nothing, and two
 * capitals in a row are more often a title than somebody. */
#include <ctype.h>

#include "parse/health/record.h"

enum { LONGEST_GIVEN = 20 };

/* By their first letter. */
static const char *const names[26] = {
    /* clang-format off */
    "|aaliyah|aaron|abby|abdul|abdullah|abel|abigail|abraham|adalberto|adam|addison|adela|adele|adeline|aditi|"
    "aditya|adolfo|adrian|adriana|adrienne|agatha|agnes|agustin|ahmad|ahmed|aida|aidan|aiden|aileen|aimee|aisha|"
    "ajay|akira|alan|alana|alba|albert|alberto|aldo|alejandra|alejandro|alessandra|alex|alexa|alexander|"
    "alexandra|alexandre|alexandria|alexei|alexis|alfonso|alfred|alfredo|ali|alice|alicia|alina|alisa|alison|"
    "allan|allen|allison|alma|alonzo|alphonse|alton|alvin|alyssa|amadou|amanda|amara|amber|amelia|amelie|amina|"
    "amir|amit|amol|amos|amy|ana|anand|anastasia|anders|andre|andrea|andreas|andrei|andres|andrew|andy|angela|"
    "angelica|angelina|angelo|angie|anika|anil|anita|anjali|ann|anna|annabelle|anne|anneliese|annette|annie|"
    "ansel|anselm|anthony|antoine|anton|antonella|antonia|antonio|anya|aoife|arabella|archibald|archie|ariana|"
    "arianna|ariel|arjun|arlene|armand|armando|arnold|arthur|artur|arturo|arun|arvind|asa|asha|ashley|ashok|"
    "astrid|athena|aubrey|audra|audrey|augusto|aurelia|aurora|ava|avery|ayesha|aylin|",
    "|bailey|barbara|barney|barry|bart|bartholomew|beatrice|beatrix|beatriz|becky|belinda|bella|ben|benedict|"
    "benita|benito|benjamin|bennett|bernadette|bernadine|bernard|bernardo|bernice|bert|bertha|beryl|bessie|beth|"
    "bethany|betsy|betty|beulah|beverly|bianca|billie|billy|bjorn|blake|blanca|blanche|bob|bobby|bonnie|boris|"
    "brad|bradford|bradley|brady|brandi|brandon|brandy|breanna|brenda|brendan|brennan|brent|bret|brett|brian|"
    "briana|brianna|bridget|brigid|brigitte|britney|brittany|brittney|brock|brody|bronwyn|brooke|bruce|bruno|"
    "bryan|bryce|bryn|byron|",
    "|caitlin|caleb|callie|calvin|cameron|camila|camilla|camille|candace|candice|cara|carl|carla|carlo|carlos|"
    "carlotta|carlton|carly|carmela|carmelita|carmella|carmen|carol|carole|caroline|carolyn|carrie|carroll|cary|"
    "casey|cassandra|cassie|catalina|catherine|cathleen|cathy|cecelia|cecil|cecile|cecilia|cedric|celeste|celia|"
    "celine|cesar|chad|charlene|charles|charlie|charlotte|chelsea|cheryl|chester|chiara|chidi|chinedu|chloe|"
    "chris|christa|christian|christina|christine|christopher|christy|cindy|claire|clara|clarence|clarissa|clark|"
    "claude|claudette|claudia|claudio|clayton|clement|cleo|cleveland|clifford|clifton|clint|clinton|clyde|cody|"
    "colby|cole|colette|colin|colleen|connie|connor|conor|conrad|constance|consuelo|cora|coretta|corey|corinne|"
    "cornelia|cornelius|cory|courtney|craig|cristian|cristina|cristobal|curtis|cynthia|cyril|cyrus|",
    "|daisuke|daisy|dalton|damian|damien|damon|dan|dana|daniel|daniela|danielle|danny|dante|daphne|darcy|daria|"
    "darin|darius|darla|darlene|darnell|darrell|darren|darryl|daryl|dave|david|deandre|deanna|debbie|deborah|"
    "debra|declan|deepa|deepak|deirdre|delaney|delbert|delia|delilah|della|delores|delphine|demetrius|denis|"
    "denise|dennis|denzel|derek|derrick|desiree|desmond|devin|devon|dewayne|diana|diane|dianna|dianne|diego|"
    "dieter|dimitri|dina|dinesh|dirk|divya|dmitri|dmitry|dolores|domingo|dominic|dominique|donald|donna|donnie|"
    "donovan|dora|doreen|doris|dorothea|dorothy|doug|douglas|duane|dulce|duncan|dustin|dwayne|dwight|dylan|",
    "|earnest|ebony|eddie|edgar|edith|edmond|edmund|edna|eduardo|edward|edwin|effie|eileen|elaine|elba|eleanor|"
    "elena|eli|eliana|elias|elijah|elisa|elisabeth|elise|elisha|eliza|elizabeth|ella|ellen|elliot|elliott|ellis|"
    "elmer|elmira|eloise|elsa|elsie|elton|elvira|elwood|emanuel|emerson|emil|emilia|emiliano|emilie|emilio|emily|"
    "emma|emmanuel|emmett|enid|enrico|enrique|eric|erica|erich|erick|erik|erika|erin|ernest|ernestine|ernesto|"
    "ernst|errol|ervin|erwin|esmeralda|esperanza|esteban|estella|estelle|ester|esther|ethan|ethel|etta|eugene|"
    "eugenia|eun|eunice|eva|evan|evangeline|evelyn|everett|ezekiel|ezra|",
    "|fabian|fabio|faisal|fannie|farah|farid|fatima|fatou|faye|federico|felicia|felicity|felipe|felix|ferdinand|"
    "fergus|fernanda|fernando|fidel|finn|fiona|flora|florian|floyd|frances|francesca|francesco|francine|francis|"
    "francisco|francois|frank|frankie|franklin|fred|freda|freddie|frederic|frederick|freida|freya|frieda|fritz|",
    "|gabriel|gabriela|gabriella|gabrielle|gael|gail|galina|garrett|garry|gary|gaurav|gavin|gayle|gemma|genevieve|"
    "geoffrey|george|georgette|georgina|gerald|geraldine|gerard|gerardo|gertrude|gilbert|gilberto|gina|giovanni|"
    "giselle|gladys|glen|glenda|glenn|gloria|gonzalo|gordon|grace|gracie|graciela|graham|greg|gregg|gregory|"
    "greta|gretchen|griffin|guadalupe|guillermo|gunnar|gunther|gus|gustav|gustavo|gwen|gwendolyn|",
    "|hailey|hakim|hal|haley|hamza|hana|hank|hanna|hannah|hans|harold|haroon|harper|harriet|harrison|harry|haruki|"
    "harvey|hasan|hassan|hattie|hazel|heather|hector|heidi|heinrich|helen|helena|helene|helga|henri|henrietta|"
    "henrik|henry|herbert|heriberto|herman|hilary|hilda|hillary|hiroshi|holly|horace|hortense|howard|hubert|hugh|"
    "hugo|humberto|hussein|",
    "|ian|ibrahim|ida|ignacio|igor|ilana|ilya|imani|imelda|imran|ina|indira|ines|inez|ingrid|ira|irene|irina|iris|"
    "irma|irving|isaac|isabel|isabella|isabelle|isaiah|isaias|isha|ishaan|isidro|ismael|ivan|ivana|ivonne|",
    "|jack|jackie|jacob|jacqueline|jacques|jada|jade|jaime|jake|jakob|jamal|james|jamie|jana|jane|janelle|janet|"
    "janice|janie|janine|jared|jasmin|jasmine|jason|jasper|javier|jay|jayden|jayne|jean|jeanette|jeanne|"
    "jeannette|jeannie|jed|jeff|jeffery|jeffrey|jenna|jennie|jennifer|jenny|jens|jerald|jeremiah|jeremy|jermaine|"
    "jerome|jerry|jesse|jessica|jessie|jill|jillian|jim|jimmie|jimmy|jing|jo|joan|joann|joanna|joanne|joaquin|"
    "jocelyn|jodi|jody|joe|joel|joelle|joey|johan|johann|johanna|johannes|john|johnathan|johnnie|johnny|jolene|"
    "jon|jonah|jonas|jonathan|joni|jorge|jose|josef|josefina|joseph|josephine|josh|joshua|josiah|josie|josue|"
    "joyce|juan|juana|juanita|judith|judy|jules|julian|juliana|julianne|julie|juliet|julio|julius|junior|justin|"
    "justina|justine|jutta|",
    "|kai|kaitlin|kaitlyn|kali|kamal|kamala|kanye|kara|karen|karim|karin|karina|karl|karla|karthik|kasey|kate|"
    "katelyn|katharina|katharine|katherine|kathleen|kathryn|kathy|katie|katrina|katy|kavita|kay|kaya|kayla|"
    "keisha|keith|kelley|kelli|kelly|kelsey|kelvin|ken|kendall|kendra|kendrick|kenji|kenneth|kenny|kent|kenya|"
    "kermit|kerri|kerry|kevin|khadija|khalid|kiara|kieran|kimberly|kiran|kirk|kirsten|kitty|klaus|kofi|konrad|"
    "krista|kristen|kristi|kristin|kristina|kristine|kristopher|krystal|kurt|kwame|kyle|kylie|kyra|",
    "|lacey|laila|lakshmi|lamar|lana|lara|larry|lars|latasha|latisha|latoya|laura|laurel|lauren|laurence|laurie|"
    "lavonne|lawrence|layla|lea|leah|leandro|leanne|leif|leigh|leila|leilani|lela|leland|lena|lenora|leo|leon|"
    "leona|leonard|leonardo|leonor|leopold|leroy|lesley|leslie|lester|leticia|lewis|liam|liana|lidia|liesl|lila|"
    "lilian|liliana|lillian|lillie|lily|lina|linda|lindsay|lindsey|ling|linh|linus|lionel|lisa|lisbeth|liz|liza|"
    "lloyd|logan|lois|lola|lonnie|lora|lorena|lorene|lorenzo|loretta|lori|lorna|lorraine|lou|louella|louie|louis|"
    "louisa|louise|lourdes|lucas|lucia|lucian|luciana|lucie|lucille|lucinda|lucy|ludwig|luigi|luis|luisa|luke|"
    "lula|lupe|luther|luz|lydia|lyle|lynda|lynette|lynn|lynne|",
    "|mabel|mack|mackenzie|macy|madeleine|madeline|mae|magda|magdalena|maggie|magnus|mai|makayla|malcolm|malia|"
    "malik|mallory|mamie|mandy|manny|manuel|manuela|mara|marc|marcel|marcela|marcella|marcia|marco|marcos|marcus|"
    "margaret|margarita|margery|margie|margo|marguerite|maria|mariah|mariam|marian|mariana|marianne|maribel|"
    "maricela|marie|mariel|marietta|marilyn|marina|mario|marion|marisa|marisol|marissa|maritza|marjorie|markus|"
    "marla|marlene|marlin|marlon|marsha|marshall|marta|martha|martin|martina|marty|marvin|mary|maryann|matilda|"
    "matt|matteo|matthew|matthias|mattie|maud|maude|maura|maureen|maurice|mauricio|mavis|maxine|maxwell|maya|"
    "mayra|megan|meghan|mehmet|mei|melanie|melba|melinda|melissa|melody|melvin|mercedes|meredith|merlin|mia|"
    "micaela|michael|michaela|micheal|michel|michele|michelle|miguel|mike|mikhail|mila|mildred|milena|millicent|"
    "millie|milo|milton|mimi|mina|ming|mira|miranda|mireille|miriam|mitchell|miyuki|mohamed|mohammad|mohammed|"
    "mohan|moira|mollie|molly|mona|monica|monique|monroe|morgan|morris|mortimer|moses|moshe|muhammad|muriel|"
    "mustafa|mya|myles|myra|myrna|myron|myrtle|",
    "|nadia|nadine|nancy|nanette|naomi|nasser|natalia|natalie|natasha|nate|nathan|nathaniel|neal|ned|neha|neil|"
    "nell|nellie|nelson|nettie|nevaeh|nia|nicholas|nichole|nick|nicola|nicolas|nicole|nigel|nikhil|niki|nikita|"
    "nikki|nikolai|nina|nisha|nita|nkechi|noah|noel|noelle|noemi|nola|noor|nora|noreen|norma|norman|norris|nuria|"
    "nyla|",
    "|octavia|octavio|odessa|odette|ofelia|olaf|olga|oliver|olivia|ollie|omar|ona|ophelia|oren|orlando|orville|"
    "oscar|osvaldo|oswald|otis|otto|owen|",
    "|pablo|paige|palmer|pam|pamela|paolo|parvati|patrice|patricia|patrick|patsy|patty|paul|paula|paulette|"
    "paulina|pauline|pedro|peggy|penelope|petar|pete|peter|petra|phil|philip|philippe|phillip|phoebe|phyllis|"
    "pierre|piotr|polly|prakash|pranav|preston|priscilla|priya|priyanka|",
    "|quentin|quincy|quinn|quinton|",
    "|rachel|rachelle|rafael|raheem|rahul|raj|raja|rajesh|ralph|ramesh|ramiro|ramon|ramona|randal|randall|randi|"
    "randolph|randy|raphael|raquel|rashad|rashid|raul|ravi|raymond|raymundo|rayna|reba|rebecca|reese|reggie|"
    "regina|reginald|reid|reina|rekha|rena|renata|rene|renee|reuben|rex|reyna|rhoda|rhonda|ricardo|richard|rick|"
    "rickey|ricky|rigoberto|riley|rita|ritu|robbie|robert|roberta|roberto|robin|robyn|rocco|rochelle|rocio|"
    "rodney|rodolfo|rodrigo|rogelio|roger|rohan|roland|rolando|romeo|ron|ronald|ronnie|rory|rosa|rosalba|rosalie|"
    "rosalind|rosalyn|rosanna|rosario|rosaura|rose|roseann|rosella|rosemarie|rosemary|rosetta|rosie|ross|rowan|"
    "rowena|roxanne|roy|ruben|rudolf|rudolph|rudy|rufus|rupert|russell|ruth|ryan|",
    "|sabina|sabrina|sadia|sadie|salim|sally|salma|salvador|salvatore|sam|samantha|samir|sammy|samuel|sana|"
    "sandeep|sandra|sandy|sanjay|santiago|saoirse|sara|sarah|sasha|saul|scott|sean|sebastian|selena|selma|serena|"
    "serge|sergei|sergio|seth|shana|shane|shanice|shaniqua|shanna|shannon|sharon|shaun|shauna|shawn|shawna|"
    "sheena|sheila|shelby|sheldon|shelia|shelley|shelly|sherman|sherri|sherry|sheryl|shirley|shreya|sidney|"
    "siegfried|sigrid|silas|silvia|simon|simone|sinead|siobhan|skylar|sofia|sofie|soledad|solomon|sondra|sonia|"
    "sonja|sonya|sophia|sophie|soren|spencer|stacey|stacie|stacy|stan|stanislav|stanley|stefan|stefanie|stella|"
    "stephan|stephanie|stephen|steve|steven|stewart|stuart|suki|sunil|sunita|surya|susan|susana|susanna|susanne|"
    "susie|suzanne|suzette|sven|svetlana|swati|sybil|sylvester|sylvia|",
    "|tabatha|tabitha|takeshi|talia|tamara|tameka|tamika|tammy|tanisha|tanya|tara|tariq|tasha|tatiana|tatyana|"
    "taylor|ted|tennille|terence|teresa|teri|terrance|terrell|terrence|terri|terry|tess|tessa|thaddeus|thao|"
    "thelma|theo|theodora|theodore|theresa|therese|thomas|thuy|tia|tiana|tiffany|tim|timothy|tina|tobias|toby|"
    "todd|tom|tomas|tomasz|tommie|tommy|toni|tony|tonya|tori|tracey|traci|tracy|travis|trent|trevor|tricia|trina|"
    "trisha|tristan|trudy|tyler|tyra|tyree|tyrell|tyrone|tyson|",
    "|ulrich|ulysses|umar|ursula|usha|",
    "|valentin|valentina|valeria|valerie|vanessa|vaughn|velma|venkat|vera|verna|vernon|veronica|vicente|vicki|"
    "vickie|vicky|victor|vijay|vikram|vilma|vince|vincent|vincenzo|viola|violet|violeta|virgil|vivian|vivienne|"
    "vladimir|",
    "|wade|waldo|walker|wallace|wally|walter|wanda|warren|wayne|wei|wendell|wendy|werner|wesley|whitney|wilbert|"
    "wilbur|wilda|wiley|wilfred|wilhelm|willa|willard|william|willie|willis|wilma|wilson|winifred|winnie|winston|"
    "wolfgang|woodrow|wyatt|",
    "|xavier|ximena|xiomara|",
    "|yael|yahya|yan|yara|yasmin|yasmine|yasuko|yesenia|yolanda|yosef|yousef|ysabel|yuki|yuri|yusuf|yvette|yvonne|",
    "|zachary|zachery|zahra|zainab|zara|zbigniew|zelda|zelma|zena|zeynep|zoe|zoey|zoila|zora|zuri|",
    /* clang-format on */
};

bool phs_health_is_given_name(struct phs_slice word) {
    char text[LONGEST_GIVEN + 3] = "|";
    if (word.len < 2 || word.len > LONGEST_GIVEN || !isalpha((unsigned char)word.ptr[0]))
        return false;
    for (size_t i = 0; i < word.len; i++) {
        if (!isalpha((unsigned char)word.ptr[i]))
            return word.ptr[i] == '-' && i > 1 && phs_health_is_given_name(phs_slice_n(word.ptr, i)); /* Mary-Ann */
        text[1 + i] = (char)tolower((unsigned char)word.ptr[i]);
    }
    text[1 + word.len] = '|';
    return strstr(names[text[1] - 'a'], text) != NULL;
}

/* Whether one of the words is somebody's given name: "Marta Halvorsen", "HALVORSEN, MARTA", "HALVORSEN^MARTA". */
bool phs_health_has_given_name(struct phs_slice value) {
    size_t start = 0;
    for (size_t i = 0; i <= value.len; i++) {
        if (i < value.len && (isalpha((unsigned char)value.ptr[i]) || value.ptr[i] == '-'))
            continue;
        if (phs_health_is_given_name(phs_slice_n(value.ptr + start, i - start)))
            return true;
        start = i + 1;
    }
    return false;
}
