"""Training: pages of the catalogue, editions, places, classes, progress."""

from courses.models.assignments import Assignment, Marking, Submission, SubmissionFile
from courses.models.attendance import AttendanceEdit, AttendanceRecord, SessionBreak
from courses.models.certificate import (
    AchievementConfirmation,
    Certificate,
    CertificateRevocation,
    CertificateTemplate,
    MeritRecognition,
)
from courses.models.competence import Competence
from courses.models.edition import Edition
from courses.models.enrolment import Enrolment, EnrolmentEvent
from courses.models.forum import ForumPost, ForumPostVersion, ForumThread, ForumVisit
from courses.models.invitation import EditionInvitation
from courses.models.packages import Package, PackageAttempt, Part
from courses.models.pages import CoursePage, LessonPage, ModulePage, ProgrammePage
from courses.models.pins import PinnedLesson
from courses.models.progress import LessonProgress
from courses.models.question import Question
from courses.models.quizzes import Quiz, QuizAttempt, QuizPart
from courses.models.quota import EditionQuota
from courses.models.session import LiveSession
from courses.models.surveys import Survey, SurveyQuestion, SurveyReceipt, SurveyResponse, SurveyRun

__all__ = [
    "AchievementConfirmation",
    "Assignment",
    "AttendanceEdit",
    "AttendanceRecord",
    "Certificate",
    "CertificateRevocation",
    "CertificateTemplate",
    "Competence",
    "CoursePage",
    "Edition",
    "EditionInvitation",
    "EditionQuota",
    "Enrolment",
    "EnrolmentEvent",
    "ForumPost",
    "ForumPostVersion",
    "ForumThread",
    "ForumVisit",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "Marking",
    "MeritRecognition",
    "ModulePage",
    "Package",
    "PackageAttempt",
    "Part",
    "PinnedLesson",
    "ProgrammePage",
    "Question",
    "Quiz",
    "QuizAttempt",
    "QuizPart",
    "SessionBreak",
    "Submission",
    "SubmissionFile",
    "Survey",
    "SurveyQuestion",
    "SurveyReceipt",
    "SurveyResponse",
    "SurveyRun",
]
