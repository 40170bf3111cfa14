"""What whoever finishes an edition thinks of it: asked, answered without a name, read only from five on."""

from courses.services.surveys.answering import AlreadyAnswered, QuestionsChanged, SurveyRefused, answer_survey
from courses.services.surveys.asking import questions_of, version_of
from courses.services.surveys.closing import close_surveys
from courses.services.surveys.files import results_csv
from courses.services.surveys.inviting import invite_to_surveys
from courses.services.surveys.moments import Standing, standing_of, surveys_waiting
from courses.services.surveys.results import Answered, Results, survey_results
from courses.services.surveys.satisfaction import Satisfaction, satisfaction_by_course

__all__ = [
    "AlreadyAnswered",
    "Answered",
    "QuestionsChanged",
    "Results",
    "Satisfaction",
    "Standing",
    "SurveyRefused",
    "answer_survey",
    "close_surveys",
    "invite_to_surveys",
    "questions_of",
    "results_csv",
    "satisfaction_by_course",
    "standing_of",
    "survey_results",
    "surveys_waiting",
    "version_of",
]
